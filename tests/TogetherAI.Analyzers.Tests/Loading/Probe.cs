using Microsoft.CodeAnalysis;

namespace TogetherAI.Analyzers.Tests;

/// <summary>What is run inside another compiler. Only names of the framework's go in and out.</summary>
internal static class Probe
{
    /// <summary>The compiler's version, then what the rules find in a program, line by line.</summary>
    public static async Task<string[]> FindAsync(string source)
    {
        Compilation compilation = RuleRun.Compile(source);
        string[] faults = [.. RuleRun.Faults(compilation).Select(static fault => fault.ToString())];
        if (faults.Length > 0)
            return faults;
        return
        [
            typeof(Compilation).Assembly.GetName().Version!.ToString(),
            .. (await RuleRun.FindAsync(compilation, RuleRun.AllRules)).Select(static one => $"{one.Location.GetLineSpan().StartLinePosition.Line + 1,2} {one.Id}").Order(StringComparer.Ordinal),
        ];
    }
}
