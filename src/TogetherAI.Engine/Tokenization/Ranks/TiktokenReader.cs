using System.Buffers.Text;
using System.Globalization;
using TogetherAI.Engine.Tokenization.PreTokenizers;
using TogetherAI.Engine.Tokenization.Reading;

namespace TogetherAI.Engine.Tokenization.Ranks;

/// <summary>Reads a rank file of tiktoken: a line each, the bytes in Base64, a space, the rank, which is the id too.</summary>
internal static class TiktokenReader
{
    public static TokenizerParts Read(ReadOnlySpan<byte> file, TiktokenOptions options, string source)
    {
        RankedTokens tokens = new(source, "ranks");
        int number = 0;
        foreach (Range range in file.Split((byte)'\n'))
        {
            number++;
            ReadOnlySpan<byte> line = file[range].TrimEnd((byte)'\r');
            if (line.IsEmpty) continue;
            string where = string.Create(CultureInfo.InvariantCulture, $"line {number}");
            int space = line.IndexOf((byte)' ');
            byte[] bytes = new byte[Math.Max(space, 1)];
            if (space <= 0 || !Utf8Parser.TryParse(line[(space + 1)..], out int rank, out int digits) || digits != line.Length - space - 1
                || Base64.DecodeFromUtf8(line[..space], bytes, out _, out int count) != System.Buffers.OperationStatus.Done)
            {
                throw new ModelFormatException(source, where, "must be bytes in Base64, a space and a rank");
            }

            tokens.Add(bytes[..count], rank, rank, where);
        }

        List<AddedToken> added = [.. options.SpecialTokens.Select(static token =>
            new AddedToken(token.Value, token.Key, Special: true, Normalized: false, SingleWord: false, StripLeft: false, StripRight: false))];
        TextPattern pattern = WordScanner.ForPattern(options.Pattern) is { } scanner
            ? new ScannerPattern(scanner)
            : new RegexPattern(options.Pattern, source, nameof(TiktokenOptions.Pattern));
        return tokens.ToParts(pattern, added, leading: []);
    }
}
