using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace TogetherAI.Analyzers.Tests;

/// <summary>Makes source that somebody is in the middle of writing, or that nobody would write: from a seed, the same each time.</summary>
internal static class Mutator
{
    private static readonly string[] s_words =
        ["await", "new", "new()", "with { }", "ref", "out _", "?", "??=", "static", "=>", "default", "null", "this", "base", "[", "]", "(", ")", "{", "}", ";", ".", "yield return", "is { }", "switch { }"];

    /// <summary>The source up to somewhere.</summary>
    public static string Cut(string source, Random random) => source[..random.Next(source.Length + 1)];

    /// <summary>The source with one to three things in it removed, repeated, exchanged or put in.</summary>
    public static string Mutate(string source, Random random)
    {
        for (int times = random.Next(1, 4); times > 0; times--)
            source = MutateOnce(source, random);
        return source;
    }

    private static string MutateOnce(string source, Random random)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(source, RuleRun.ParseOptions).GetRoot();
        SyntaxToken[] tokens = [.. root.DescendantTokens()];
        SyntaxNode[] nodes = [.. root.DescendantNodes(static node => node is not (UsingDirectiveSyntax or BaseListSyntax))];
        if (tokens.Length < 4 || nodes.Length < 4)
            return source + s_words[random.Next(s_words.Length)];
        switch (random.Next(7))
        {
            case 0:
                return Replace(source, Pick(tokens, random).Span, "");
            case 1:
                return Replace(source, Pick(tokens, random).Span, Pick(tokens, random).Text);
            case 2:
                return Replace(source, Pick(nodes, random).Span, "");
            case 3:
                SyntaxNode node = Pick(nodes, random);
                SyntaxNode[] alike = [.. nodes.Where(other => other.RawKind == node.RawKind || (other is ExpressionSyntax && node is ExpressionSyntax))];
                return Replace(source, node.Span, Pick(alike, random).ToString());
            case 4:
                return source.Insert(Pick(tokens, random).SpanStart, s_words[random.Next(s_words.Length)] + " ");
            case 5:
                SyntaxToken[] names = [.. tokens.Where(static token => token.IsKind(SyntaxKind.IdentifierToken))];
                return names.Length == 0 ? source : Replace(source, Pick(names, random).Span, Pick(names, random).Text);
            default:
                SyntaxNode twice = Pick(nodes, random);
                return source.Insert(twice.Span.End, " " + twice);
        }
    }

    private static T Pick<T>(T[] from, Random random) => from[random.Next(from.Length)];

    private static string Replace(string source, TextSpan span, string by) => string.Concat(source.AsSpan(0, span.Start), by, source.AsSpan(span.End));
}
