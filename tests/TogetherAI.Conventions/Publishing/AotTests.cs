using System.Text.RegularExpressions;

namespace TogetherAI.Conventions.Publishing;

/// <summary>The client works where nothing can be reflected on and no code is made at run time: a chat, streamed and whole, a call of every client, and what is built on them.</summary>
public sealed partial class AotTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("togetherai-aot-").FullName;

    [Fact]
    public async Task Trimmed_and_without_dynamic_code_it_publishes_without_a_warning_and_passes_its_checks()
    {
        (int exitCode, string printed) = await AotApp.PublishAsync(_folder);
        Assert.True(exitCode == 0, printed);
        Assert.DoesNotMatch(TrimOrAotWarning(), printed);
        await RunItsChecksAsync();
    }

    [Fact]
    public async Task As_native_code_it_publishes_without_a_warning_and_passes_its_checks()
    {
        (int exitCode, string printed) = await AotApp.PublishAsync(_folder, "-p:Native=true");
        Assert.SkipWhen(
            exitCode != 0 && Unavailable().Match(printed) is { Success: true },
            "The native compiler's package or a linker is not on this machine: " + Unavailable().Match(printed).Value);
        Assert.True(exitCode == 0, printed);
        Assert.DoesNotMatch(TrimOrAotWarning(), printed);
        await RunItsChecksAsync();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task RunItsChecksAsync()
    {
        (int exitCode, string printed) = await AotApp.StartAsync(_folder);
        output.WriteLine(printed);
        Assert.Equal(0, exitCode);
        string[] lines = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal("all checks passed", lines[^1]);
        Assert.Equal(40, lines.Count(static line => line.StartsWith("ok ", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"\bIL[23]\d{3}\b")]
    private static partial Regex TrimOrAotWarning();

    // NU11xx and NU13xx: a package is not there. The others: no linker, or no headers and libraries for it to link.
    [GeneratedRegex(@"error (NU11\d\d|NU13\d\d|NETSDK1083)[^\n]*|[^\n]*Platform linker[^\n]*not found[^\n]*|[^\n]*cannot find -l[^\n]*")]
    private static partial Regex Unavailable();
}
