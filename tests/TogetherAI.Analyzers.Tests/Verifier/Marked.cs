using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace TogetherAI.Analyzers.Tests;

/// <summary>Source with the findings marked in it that are expected: <c>{|TAI1001:new ChatRequest|} { … }</c>.</summary>
/// <param name="Text">The source without marks.</param>
/// <param name="Findings">What is marked: the rule and the place.</param>
internal sealed partial record Marked(string Text, IReadOnlyList<(string Id, TextSpan Span)> Findings)
{
    public static Marked Parse(string source)
    {
        StringBuilder text = new();
        List<(string, TextSpan)> findings = [];
        int read = 0;
        foreach (Match mark in Mark().Matches(source))
        {
            text.Append(source, read, mark.Index - read);
            findings.Add((mark.Groups["id"].Value, new TextSpan(text.Length, mark.Groups["text"].Length)));
            text.Append(mark.Groups["text"].Value);
            read = mark.Index + mark.Length;
        }

        text.Append(source, read, source.Length - read);
        return new(text.ToString(), findings);
    }

    [GeneratedRegex(@"\{\|(?<id>[A-Z]+\d+):(?<text>.*?)\|\}", RegexOptions.Singleline)]
    private static partial Regex Mark();
}
