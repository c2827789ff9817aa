using AquaTope.Host.Cli.CommandLines;

namespace AquaTope.Host.Tests.Cli;

public sealed class OutputFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-output-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_that_is_there_is_replaced_and_nothing_is_left_beside_it()
    {
        var path = Path.Combine(_folder.FullName, "result.json");
        await File.WriteAllTextAsync(path, "a longer text than the new one");

        await WriteAsync(path, "new");

        (await File.ReadAllTextAsync(path)).ShouldBe("new");
        _folder.GetFileSystemInfos().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_a_link_leads_to_is_written_and_the_link_stays()
    {
        var (target, link) = (Path.Combine(_folder.FullName, "target"), Path.Combine(_folder.FullName, "link"));
        File.CreateSymbolicLink(link, target);

        await WriteAsync(link, "new");

        (await File.ReadAllTextAsync(target)).ShouldBe("new");
        new FileInfo(link).LinkTarget.ShouldBe(target);
    }

    // By a link, so that a device would survive where it is not recognized.
    [Fact]
    public async Task A_device_is_written_to_and_not_replaced()
    {
        foreach (var device in new[] { "full", "null" })
            File.CreateSymbolicLink(Path.Combine(_folder.FullName, device), $"/dev/{device}");

        await WriteAsync(Path.Combine(_folder.FullName, "null"), "new");
        await Should.ThrowAsync<IOException>(() => WriteAsync(Path.Combine(_folder.FullName, "full"), "new"));

        _folder.GetFileSystemInfos().ShouldAllBe(file => file.LinkTarget != null);
    }

    private static Task WriteAsync(string path, string text) =>
        OutputFile.WriteAsync(path, writer => writer.WriteAsync(text), CancellationToken.None);
}
