using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TogetherAI.Analyzers.Tests;

/// <summary>The tests of a rule that has a fix: what comes out compiles, is judged again, and is not fixed twice.</summary>
public abstract class FixTests<TRule, TFix> : RuleTests<TRule>
    where TRule : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    /// <summary>
    /// Fixes the first finding of a method's body. What comes out must be <paramref name="after"/>, in which what the rule still finds is
    /// marked.
    /// </summary>
    /// <param name="before">The body; its findings need not be marked.</param>
    /// <param name="after">The body afterwards.</param>
    /// <param name="action">Which of the fixes that are offered, from 0.</param>
    /// <param name="config">What an .editorconfig says.</param>
    protected static Task FixInMethodAsync(string before, string after, int action = 0, IReadOnlyDictionary<string, string>? config = null) =>
        FixAsync(Setting.Around(before), Setting.Around(after), action, config);

    /// <inheritdoc cref="FixInMethodAsync"/>
    protected static async Task FixAsync(string before, string after, int action = 0, IReadOnlyDictionary<string, string>? config = null)
    {
        string source = Marked.Parse(before).Text;
        Marked expected = Marked.Parse(after);
        using FixRun run = new(source, Rule, new TFix(), config);
        await run.AssertCompilesAsync();
        ImmutableArray<CodeAction> offered = await run.OfferedAsync((await run.FindAsync())[0]);
        Assert.True(action < offered.Length, $"{offered.Length} fixes are offered.");
        await run.ApplyAsync(offered[action]);
        Assert.Equal(expected.Text, await run.TextAsync());
        await run.AssertCompilesAsync();
        AssertFound(expected, await run.FindAsync());
    }

    /// <summary>Checks that nothing is offered for the first finding.</summary>
    protected static async Task NoFixInMethodAsync(string body)
    {
        using FixRun run = new(Marked.Parse(Setting.Around(body)).Text, Rule, new TFix(), null);
        await run.AssertCompilesAsync();
        Assert.Empty(await run.OfferedAsync((await run.FindAsync())[0]));
    }

    /// <summary>The titles of what is offered for the first finding of a method's body.</summary>
    protected static async Task<IEnumerable<string>> TitlesInMethodAsync(string body, IReadOnlyDictionary<string, string>? config = null)
    {
        using FixRun run = new(Marked.Parse(Setting.Around(body)).Text, Rule, new TFix(), config);
        return (await run.OfferedAsync((await run.FindAsync())[0])).Select(static action => action.Title);
    }

    /// <summary>Fixes everything in a method's body at once, and one by one: the two must come to the same.</summary>
    protected static async Task FixAllInMethodAsync(string before, string after)
    {
        string source = Marked.Parse(Setting.Around(before)).Text;
        Marked expected = Marked.Parse(Setting.Around(after));
        using FixRun single = new(source, Rule, new TFix(), null), all = new(source, Rule, new TFix(), null);
        await single.AssertCompilesAsync();
        string? key = null;
        for (int left = (await single.FindAsync()).Length; left > 0; left--)
        {
            CodeAction? next = null;
            foreach (Diagnostic finding in await single.FindAsync())
                next ??= (await single.OfferedAsync(finding)).FirstOrDefault();
            if (next is null)
                break;
            key ??= next.EquivalenceKey;
            await single.ApplyAsync(next);
        }

        Assert.NotNull(key);
        await all.ApplyAllAsync(key);
        Assert.Equal(expected.Text, await single.TextAsync());
        Assert.Equal(expected.Text, await all.TextAsync());
        await all.AssertCompilesAsync();
        AssertFound(expected, await all.FindAsync());
    }
}
