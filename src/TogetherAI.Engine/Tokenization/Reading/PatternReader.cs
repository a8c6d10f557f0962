namespace TogetherAI.Engine.Tokenization.Reading;

/// <summary>Reads a <c>pattern</c>: <c>{"String": …}</c> or <c>{"Regex": …}</c>.</summary>
internal static class PatternReader
{
    public static TextPattern Read(JsonField field)
    {
        field.AllowOnly("String", "Regex");
        if (field.Optional("String") is JsonField literal)
            return literal.Text().Length > 0 ? new LiteralPattern(literal.Text()) : throw literal.Fault("is empty");
        return OfRegex(field.Required("Regex"));
    }

    /// <summary>A string that is a regular expression.</summary>
    public static TextPattern OfRegex(JsonField regex) =>
        PreTokenizers.WordScanner.ForPattern(regex.Text()) is PreTokenizers.WordScanner scanner
            ? new PreTokenizers.ScannerPattern(scanner)
            : new RegexPattern(regex.Text(), regex.Source, regex.Path);
}
