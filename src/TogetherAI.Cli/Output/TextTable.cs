namespace TogetherAI.Cli.Output;

/// <summary>Columns of plain text, for people and for pipes alike: nothing in them but letters and spaces.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    public static void Write(TextWriter output, IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = [.. header.Select((title, column) => Math.Max(title.Length, rows.Select(row => row[column].Length).DefaultIfEmpty().Max()))];
        foreach (IReadOnlyList<string> row in (IEnumerable<IReadOnlyList<string>>)[header, .. rows])
            output.WriteLine(string.Join(Gap, row.Select((text, column) => text.PadRight(widths[column]))).TrimEnd());
    }
}
