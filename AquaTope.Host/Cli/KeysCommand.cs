using System.CommandLine;
using System.Globalization;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Cli.Nodes;
using AquaTope.Host.Configuration;
using AquaTope.Host.Security.Keys;

namespace AquaTope.Host.Cli;

/// <summary>
/// Makes, lists and revokes the keys that a node asks for. Works on the file; no node need be running.
/// </summary>
internal sealed class KeysCommand : Verb
{
    private readonly Argument<string> _action = new("ACTION") { Description = "add, list or revoke." };

    private readonly Option<string?> _name = new("--name")
    {
        HelpName = "NAME",
        Description = "Who holds the key; the audit shows it."
    };

    private readonly Option<string[]> _scopes = VerbOption.List(
        "--scopes", "A,B,…", $"What its holder may do: {ScopeNames.Every}.");

    private readonly Option<string?> _config = new("--config")
    {
        HelpName = "FILE",
        Description = "The configuration file that the node is served with."
    };

    private readonly Option<string?> _data = new("--data")
    {
        HelpName = "DIR",
        Description = "The folder of journal and spool, where it is not the configured one."
    };

    public KeysCommand() : base(
        "keys", "Makes, lists and revokes keys. A node takes up changes within a second, without a restart.",
        "keys add --name ci --scopes ingest,read", "keys list", "keys revoke --name ci")
    {
        Add(_action);
        foreach (var option in new Option[] { _name, _scopes, _config, _data }) Add(option);
    }

    public override async Task<int> RunAsync(VerbRun run)
    {
        var configuration = ConfigurationFile.Read(run.Value(_config));
        if (run.Value(_data) is { } data) configuration = configuration with { DataDirectory = data };
        var file = configuration.KeysFile();
        switch (run.Required(_action))
        {
            case "add":
                await AddKeyAsync(run, file);
                break;
            case "list":
                await ListAsync(run, file);
                break;
            case "revoke":
                await RevokeAsync(run, file);
                break;
            case var unknown:
                throw new UsageException(
                    $"ACTION is '{unknown}'; it takes add, list or revoke");
        }
        return ExitCode.Done;
    }

    private async Task AddKeyAsync(VerbRun run, KeyFile file)
    {
        var name = NameOf(run);
        if (!ApiKey.IsName(name) || name == KeyRing.HookKeyName)
            throw new UsageException(
                $"--name is '{name}'; it takes {ApiKey.NameRule}, and not '{KeyRing.HookKeyName}'");
        var given = run.Value(_scopes) ?? [];
        if (!ScopeNames.TryParse(given, out var scopes))
            throw new UsageException(
                $"--scopes is '{string.Join(',', given)}'; it takes one or more of {ScopeNames.Every}");

        var secret = KeySecret.Create();
        var key = new ApiKey(name, Guid.NewGuid(), scopes, KeyHash.Of(secret), TimeProvider.System.GetUtcNow());
        file.Change(keys =>
            keys.Any(known => known.Name == name)
                ? throw new UsageException($"--name is '{name}', which another key has or had; take a new name")
                : keys.Count >= KeyFile.MostKeys
                    ? throw new UsageException($"{file.Path} holds {keys.Count} keys, and no more are allowed")
                    : keys.Append(key));

        run.Results.Profile.Out.Writer.WriteLine($"{key.Id}:{secret}");
        await run.Terminal.Error.WriteLineAsync(
            $"key '{name}' may {string.Join(", ", ScopeNames.Of(scopes))}; it is shown this once, " +
            $"and only its hash is kept in {file.Path}");
        await run.WriteJsonAsync(
            new NewKeyDocument(name, key.Id, $"{key.Id}:{secret}", ScopeNames.Of(scopes), file.Path),
            NodeJson.Default.NewKeyDocument);
    }

    private static async Task ListAsync(VerbRun run, KeyFile file)
    {
        var keys = file.Read();
        foreach (var key in keys)
            run.Results.Profile.Out.Writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{key.Name,-20} {string.Join(',', ScopeNames.Of(key.Scopes)),-20} {key.Id} made " +
                $"{key.Created:yyyy-MM-dd}{(key.Revoked is { } at ? $", revoked {at:yyyy-MM-dd}" : "")}"));
        if (keys.Count == 0) await run.Terminal.Error.WriteLineAsync($"{file.Path} holds no key");
        await run.WriteJsonAsync(
            new KeysDocument(
                file.Path,
                [
                    .. keys.Select(key => new ListedKey(
                        key.Name, key.Id, ScopeNames.Of(key.Scopes), key.Created, key.Revoked))
                ]),
            NodeJson.Default.KeysDocument);
    }

    private async Task RevokeAsync(VerbRun run, KeyFile file)
    {
        var name = NameOf(run);
        file.Change(keys => keys.Any(key => key.Name == name && key.Revoked is null)
            ? keys.Select(key => key.Name == name ? key with { Revoked = TimeProvider.System.GetUtcNow() } : key)
            : throw new UsageException(
                $"--name is '{name}', but {file.Path} has no such key that is still in force" +
                NameSuggestion.For(name, [.. keys.Where(key => key.Revoked is null).Select(key => key.Name)])));
        run.Results.Profile.Out.Writer.WriteLine($"key '{name}' is revoked");
        await run.WriteJsonAsync(new RevokedKeyDocument(name, file.Path), NodeJson.Default.RevokedKeyDocument);
    }

    private string NameOf(VerbRun run) =>
        run.Value(_name) ?? throw new UsageException($"--name is missing; it takes {ApiKey.NameRule}");
}
