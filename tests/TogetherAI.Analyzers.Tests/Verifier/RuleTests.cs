using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TogetherAI.Analyzers.Tests;

/// <summary>
/// The tests of a rule: source in which every finding that is expected is marked, and nothing else is found. Source must compile, unless a
/// test is about source that does not.
/// </summary>
public abstract class RuleTests<TRule>
    where TRule : DiagnosticAnalyzer, new()
{
    private protected static ImmutableArray<DiagnosticAnalyzer> Rule { get; } = [new TRule()];

    /// <summary>Checks what the rule finds in a method's body. There are a client <c>together</c>, <c>model</c>, <c>messages</c> and a token.</summary>
    protected static Task InMethodAsync(string body, IReadOnlyDictionary<string, string>? config = null) => InProgramAsync(Setting.Around(body), config);

    /// <summary>Checks what the rule finds in whole files; marks only in the first.</summary>
    protected static async Task InProgramAsync(string source, IReadOnlyDictionary<string, string>? config = null, params string[] moreFiles)
    {
        Marked marked = Marked.Parse(source);
        Compilation compilation = RuleRun.Compile([marked.Text, .. moreFiles]);
        Assert.True(!RuleRun.Faults(compilation).Any(), Faults(compilation, marked.Text));
        AssertFound(marked, await RuleRun.FindAsync(compilation, Rule, config));
    }

    /// <summary>Checks what the rule finds in source that does not compile.</summary>
    protected static async Task InUnfinishedAsync(string source)
    {
        Marked marked = Marked.Parse(source);
        Compilation compilation = RuleRun.Compile(marked.Text);
        Assert.True(RuleRun.Faults(compilation).Any(), "This compiles.");
        AssertFound(marked, await RuleRun.FindAsync(compilation, Rule));
    }

    private protected static void AssertFound(Marked marked, ImmutableArray<Diagnostic> found) => Assert.Equal(
        marked.Findings.Select(finding => $"{finding.Id} {finding.Span} {marked.Text.Substring(finding.Span.Start, finding.Span.Length)}"),
        found.Select(one => $"{one.Id} {one.Location.SourceSpan} {marked.Text.Substring(one.Location.SourceSpan.Start, one.Location.SourceSpan.Length)}"));

    private protected static string Faults(Compilation compilation, string source) => string.Join("\n", RuleRun.Faults(compilation)) + "\n" + source;
}
