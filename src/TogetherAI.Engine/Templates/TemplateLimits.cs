namespace TogetherAI.Engine.Templates;

/// <summary>
/// A template comes with a downloaded model and is no more to be trusted than the conversation it renders. These bounds stop a hostile one
/// within seconds; a conversation of thousands of messages stays far below them.
/// </summary>
internal static class TemplateLimits
{
    /// <summary>Longest template (UTF-16 units).</summary>
    public const int SourceLength = 1 << 20;

    /// <summary>Statements and expressions within one another, in the source.</summary>
    public const int SyntaxDepth = 128;

    /// <summary>Statements and expressions within one another while rendering, macro calls counted through.</summary>
    public const int EvaluationDepth = 1_000;

    /// <summary>Lists and mappings within one another, in what is printed or compared.</summary>
    public const int ValueDepth = 200;

    /// <summary>Expressions evaluated, and elements of lists touched.</summary>
    public const long Steps = 5_000_000;

    /// <summary>Longest single text, the rendered prompt included (UTF-16 units).</summary>
    public const int TextLength = 16 << 20;

    /// <summary>All text made while rendering, what is thrown away included (UTF-16 units).</summary>
    public const long TotalText = 128L << 20;

    /// <summary>Longest range, as in Jinja's sandbox.</summary>
    public const int RangeLength = 100_000;
}
