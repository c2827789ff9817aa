using System.Runtime.InteropServices;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Configuration;
using AquaTope.Models.Forecasting.Neural;

namespace AquaTope.Host.Cli;

/// <summary>Whether this machine can run a node.</summary>
internal static class MachineChecks
{
    private const int RequiredMajorVersion = 10;

    // What the journal's write-ahead log grows to before SQLite writes it back; a node that starts with less would
    // stay unready.
    private const int RoomNeeded = 4 * 1024 * 1024;

    public static Finding Framework()
    {
        var found = $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}";
        return Environment.Version.Major >= RequiredMajorVersion
            ? Finding.Ok(".NET", found)
            : Finding.Failed(".NET", found, $"install .NET {RequiredMajorVersion} or newer");
    }

    /// <summary>
    /// Loads the tensor library, which neural forecasts and Gaussian processes need, and computes with it.
    /// </summary>
    public static Finding TensorLibrary()
    {
        const string Check = "tensor library";
        try
        {
            var torch = TorchRuntime.Probe();
            return Finding.Ok(
                Check,
                $"TorchSharp {torch.Version} ran an LSTM; its output is {string.Join(" x ", torch.OutputShape)}");
        }
        catch (Exception broken) when (broken is TypeInitializationException or DllNotFoundException
                                           or BadImageFormatException or EntryPointNotFoundException
                                           or NotSupportedException or ExternalException)
        {
            return Finding.Failed(
                Check, broken.GetBaseException().Message,
                "use Linux on x86-64 with glibc, and build again so that the native files are beside the program");
        }
    }

    /// <summary>Whether the configuration can be read and makes sense; hands it on when it does.</summary>
    public static (Finding Finding, NodeConfiguration? Configuration) Configuration(string? path)
    {
        const string Check = "configuration";
        try
        {
            var configuration = ConfigurationFile.Checked(ConfigurationFile.Read(path));
            return (Finding.Ok(Check, path is null ? "defaults and environment, without a file" : path), configuration);
        }
        catch (UsageException wrong)
        {
            return (
                Finding.Failed(Check, wrong.Message, "correct that value; docs/operations.md lists them all"), null);
        }
    }

    /// <summary>Whether journal and spool could be written there. Leaves nothing behind.</summary>
    public static Finding DataDirectory(string path)
    {
        const string Check = "data directory";
        var folder = Path.GetFullPath(path);
        var existing = folder;
        while (!Path.Exists(existing) && Path.GetDirectoryName(existing) is { } parent) existing = parent;
        return WriteProbe.ProblemOf(existing, RoomNeeded) is { } refusal
            ? Finding.Failed(
                Check, $"{folder} cannot be written: {refusal}",
                $"make room there ({RoomNeeded / (1024 * 1024)} MiB at least), give this user the right to write "
                + "there, or name another folder with DataDirectory or --data")
            : Finding.Ok(Check, existing == folder ? $"{folder} can be written" : $"{folder} can be created");
    }
}
