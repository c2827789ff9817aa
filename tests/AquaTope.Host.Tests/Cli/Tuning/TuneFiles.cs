namespace AquaTope.Host.Tests.Cli.Tuning;

/// <summary>A folder for what <c>tune</c> reads and writes, and the beginnings of what it reads.</summary>
internal sealed class TuneFiles : IDisposable
{
    /// <summary>Two stages, one after the other.</summary>
    public const string Model =
        """
        {"name":"pair","qosSeconds":2,"stages":[
          {"name":"first","work":1,"parallelFraction":0.5,"memoryKneeMb":512,"memoryPressure":0.5},
          {"name":"second","work":0.5,"parallelFraction":0.9,"memoryKneeMb":1024,"memoryPressure":1,"after":["first"]}]}
        """;

    /// <summary>A function under three configurations; under the second, one of two runs failed.</summary>
    public const string Profile =
        """
        benchmark,input,mem_mib,cpu_millicores,instance,rep,latency_s,status
        resize,1,256,500,vm,0,1.5,200
        resize,1,256,500,vm,1,1.7,200
        resize,1,128,500,vm,0,2.5,200
        resize,1,128,500,vm,1,0.1,502
        resize,1,512,1000,vm,0,0.8,200
        resize,1,512,1000,vm,1,0.9,200
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-tune-");

    /// <summary>The files in the folder.</summary>
    public IReadOnlyList<FileInfo> All => _folder.GetFiles();

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, string content)
    {
        var path = PathOf(name);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
