using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TogetherAI.Benchmarks.Rules;

/// <summary>
/// What the rules cost beside the SDK's own analyzers, in one and the same build of 2,000 calls, as the build reports it: beside those that are
/// on by default, and beside all there are. By a compiler that has built before, as it is between the first build of a day and the last: the
/// SDK's analyzers come compiled, ours are compiled when they first run.
/// </summary>
internal static partial class RuleShare
{
    private const int Calls = 2000, WarmUps = 4, Rounds = 3;
    private const double Goal = 0.10;

    public static async Task PrintAsync(TextWriter output)
    {
        string folder = Directory.CreateTempSubdirectory("togetherai-rules-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "Generated.cs"), GeneratedProgram.Of(Calls));
            await File.WriteAllTextAsync(Path.Combine(folder, "Generated.csproj"),
                $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <Nullable>enable</Nullable>
                    <ReportAnalyzer>true</ReportAnalyzer>
                    <SharedCompilationId>togetherai-rules</SharedCompilationId>
                  </PropertyGroup>
                  <ItemGroup>
                    <Reference Include="{AppContext.BaseDirectory}TogetherAI.dll;{AppContext.BaseDirectory}Microsoft.Extensions.AI.Abstractions.dll" />
                    <Analyzer Include="{AppContext.BaseDirectory}TogetherAI.Analyzers.dll" />
                  </ItemGroup>
                </Project>
                """);
            foreach (string mode in (string[])["Default", "All"])
            {
                for (int round = 0; round < WarmUps; round++)
                    await BuildAsync(folder, mode);
                List<(double Ours, double Sdk)> rounds = [];
                while (rounds.Count < Rounds)
                {
                    string printed = await BuildAsync(folder, mode);
                    rounds.Add((Seconds(printed, "TogetherAI.Analyzers,"), Seconds(printed, "Microsoft.CodeAnalysis.NetAnalyzers,") + Seconds(printed, "Microsoft.CodeAnalysis.CSharp.NetAnalyzers,")));
                }

                (double ours, double sdk) = rounds.OrderBy(static round => round.Ours / round.Sdk).ElementAt(Rounds / 2);
                await output.WriteLineAsync(FormattableString.Invariant(
                    $"{Calls} calls, AnalysisMode {mode}: rules {ours * 1000:F0} ms, NetAnalyzers {sdk * 1000:F0} ms, share {ours / sdk:P1}; goal at most {Goal:P0}: {(ours / sdk <= Goal ? "met" : "NOT MET")}"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> BuildAsync(string folder, string mode)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["build", "-nologo", "-tl:off", "-v:detailed", "-nodeReuse:false", "--no-incremental", "-p:AnalysisMode=" + mode])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        start.Environment["UseSharedCompilation"] = "true"; // where it is off, every compiler is cold
        using Process process = Process.Start(start)!;
        string printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? printed : throw new InvalidOperationException("The generated project does not build:\n" + printed);
    }

    /// <summary>The line of an assembly in the report: seconds, a share in per cent, its name.</summary>
    private static double Seconds(string printed, string assembly)
    {
        Match line = Line().Matches(printed).FirstOrDefault(line => line.Groups["name"].Value.StartsWith(assembly, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"The build reports nothing of {assembly}:\n" + printed);
        string time = line.Groups["time"].Value;
        return time.StartsWith('<') ? 0.001 : double.Parse(time, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^\s+(?<time><?[\d.]+)\s+<?\d+\s+(?<name>\S+, Version=.*)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
