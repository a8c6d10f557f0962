using System.Text;

namespace TogetherAI;

/// <summary>Cuts a line of CSV into its values, as RFC 4180 has it: what is in quotes may hold separators, line ends and doubled quotes.</summary>
internal static class CsvLine
{
    /// <summary>Cuts the line; false where its last quote is still open, so that the value goes on in the next line.</summary>
    public static bool Split(string line, char separator, List<CsvField> fields)
    {
        fields.Clear();
        int at = 0;
        while (true)
        {
            int start = at;
            if (at < line.Length && line[at] == '"')
            {
                (string text, at, bool closed) = ReadQuoted(line, at);
                fields.Add(new CsvField(text, start + 1));
                if (!closed)
                    return false;
                int end = line.IndexOf(separator, at); // what stands between the quote and the separator is not of the value
                at = end < 0 ? line.Length : end;
            }
            else
            {
                int end = line.IndexOf(separator, at);
                at = end < 0 ? line.Length : end;
                fields.Add(new CsvField(line[start..at], start + 1));
            }

            if (at == line.Length)
                return true;
            at++;
        }
    }

    private static (string Text, int After, bool Closed) ReadQuoted(string line, int quote)
    {
        StringBuilder text = new();
        for (int at = quote + 1; ; at++)
        {
            int next = line.IndexOf('"', at);
            if (next < 0)
                return (text.Append(line, at, line.Length - at).ToString(), line.Length, false);
            text.Append(line, at, next - at);
            at = next + 1;
            if (at == line.Length || line[at] != '"')
                return (text.ToString(), at, true);
            text.Append('"');
        }
    }
}
