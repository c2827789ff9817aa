using AquaTope.Host.Security.Keys;
using AquaTope.Host.Tests.Ingestion;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AquaTope.Host.Tests.Security;

public sealed class KeyRingSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly KeyFile _file;

    public KeyRingSpecs() => _file = new KeyFile(Path.Combine(_folder.Path, "deep", "keys.json"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_ring_without_keys_asks_nobody_for_one()
    {
        var ring = Ring();

        ring.AsksForKeys.ShouldBeFalse();
        ring.Identify(null).ShouldBeOfType<Caller.Anyone>();
    }

    [Fact]
    public void A_key_is_known_in_every_form_that_it_may_be_presented_in()
    {
        var key = _file.Add("ci", Scopes.Ingest | Scopes.Read);
        var ring = Ring();

        foreach (var header in new[]
                 {
                     $"Bearer {key}", $"Bearer {key.Split(':')[1]}", KeyMaking.Basic(key).ToString(),
                     $"bearer {key}"
                 })
            ring.Identify(Credentials.Of(header))
                .ShouldBe(new Caller.Holder("ci", Scopes.Ingest | Scopes.Read), header);
    }

    [Fact]
    public void Anything_else_is_a_stranger()
    {
        var (key, other) = (_file.Add("ci", Scopes.All), _file.Add("other", Scopes.All));
        var secret = key.Split(':')[1];
        string[] headers =
        [
            "", "Bearer", "Bearer ", "Bearer x", $"Bearer {secret[..^1]}", $"Bearer {secret}x", $"Digest {secret}",
            $"Bearer {other.Split(':')[0]}:{secret}", $"Bearer nobody:{secret}", "Basic !!",
            $"Basic {secret}", KeyMaking.Basic(secret).ToString(), KeyMaking.Basic($"{Guid.Empty}:{secret}").ToString(),
            "Bearer a b c"
        ];
        var ring = Ring();

        foreach (var header in headers)
            ring.Identify(Credentials.Of(header)).ShouldBeOfType<Caller.Stranger>(header);
    }

    [Fact]
    public void The_hook_key_may_do_everything_under_any_user()
    {
        var ring = Ring("open-sesame");

        foreach (var header in new[] { "Bearer open-sesame", KeyMaking.Basic("hook:open-sesame").ToString() })
            ring.Identify(Credentials.Of(header)).ShouldBe(new Caller.Holder(KeyRing.HookKeyName, Scopes.All));
        ring.Identify(Credentials.Of("Bearer open-sesam")).ShouldBeOfType<Caller.Stranger>();
    }

    [Fact]
    public void Keys_that_are_added_and_revoked_take_effect_within_a_second()
    {
        var first = _file.Add("first", Scopes.Read);
        var ring = Ring();
        var second = _file.Add("second", Scopes.Read);
        _file.Revoke("first");
        ring.Identify(Credentials.Of($"Bearer {first}")).ShouldBeOfType<Caller.Holder>("it was looked at just now");

        _time.Advance(TimeSpan.FromSeconds(1));

        ring.Identify(Credentials.Of($"Bearer {first}")).ShouldBeOfType<Caller.Stranger>();
        ring.Identify(Credentials.Of($"Bearer {second}")).ShouldBeOfType<Caller.Holder>();
    }

    [Fact]
    public void A_node_that_has_asked_for_keys_never_opens_again()
    {
        var key = _file.Add("only", Scopes.All);
        var ring = Ring();

        _file.Revoke("only");
        Ring().AsksForKeys.ShouldBeTrue("a revoked key still says that keys are asked for");
        File.Delete(_file.Path);
        _time.Advance(TimeSpan.FromSeconds(1));

        ring.AsksForKeys.ShouldBeTrue();
        ring.Identify(Credentials.Of($"Bearer {key}")).ShouldBeOfType<Caller.Stranger>();
    }

    [Fact]
    public void A_first_key_closes_a_node_that_was_open()
    {
        var ring = Ring();
        ring.Lend("emulator", Scopes.Ingest);
        ring.AsksForKeys.ShouldBeFalse("what is lent to the process itself asks nobody else for a key");

        _file.Add("first", Scopes.Read);
        _time.Advance(TimeSpan.FromSeconds(1));

        ring.Identify(null).ShouldBeOfType<Caller.Stranger>();
    }

    [Fact]
    public void A_file_that_becomes_unreadable_changes_nothing_until_it_is_mended()
    {
        var key = _file.Add("ci", Scopes.Read);
        var ring = Ring();
        var good = File.ReadAllText(_file.Path);

        File.WriteAllText(_file.Path, good[..(good.Length / 2)]);
        _time.Advance(TimeSpan.FromSeconds(1));
        ring.Identify(Credentials.Of($"Bearer {key}")).ShouldBeOfType<Caller.Holder>();

        File.WriteAllText(_file.Path, """{"keys":[]}""");
        _time.Advance(TimeSpan.FromSeconds(1));
        ring.Identify(Credentials.Of($"Bearer {key}")).ShouldBeOfType<Caller.Stranger>();
    }

    [Fact]
    public void The_file_holds_no_secret_and_is_its_owners_alone()
    {
        var key = _file.Add("ci", Scopes.All);

        File.ReadAllText(_file.Path).ShouldNotContain(key.Split(':')[1]);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(_file.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("[]", "keys.json")]
    [InlineData("""{"keys":[{"name":"a b"}]}""", "keys[0].name")]
    [InlineData("""{"keys":[{"name":"a","scopes":["admin"]}]}""", "keys[0].scopes")]
    [InlineData("""{"keys":[{"name":"a","scopes":["read"],"sha256":"00"}]}""", "keys[0].sha256")]
    [InlineData("""{"keys":[{"name":"a","secret":"x"}]}""", "secret")]
    [InlineData("""{"key":[]}""", "key")]
    public void A_file_that_is_none_is_refused_with_what_is_wrong(string content, string named)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file.Path)!);
        File.WriteAllText(_file.Path, content);

        Should.Throw<IOException>(_file.Read).Message.ShouldContain(named);
    }

    private KeyRing Ring(string? hookKey = null) => new(_file, hookKey, _time, NullLogger<KeyRing>.Instance);
}
