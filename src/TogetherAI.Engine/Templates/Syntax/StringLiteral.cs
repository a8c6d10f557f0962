using System.Globalization;
using System.Text;

namespace TogetherAI.Engine.Templates.Syntax;

/// <summary>Python's escapes in string literals. An escape that Python does not know stands for itself, backslash included.</summary>
internal static class StringLiteral
{
    public static string Unescape(ReadOnlySpan<char> literal)
    {
        if (!literal.Contains('\\')) return literal.ToString();
        StringBuilder value = new(literal.Length);
        for (int at = 0; at < literal.Length;)
        {
            char c = literal[at++];
            if (c != '\\' || at == literal.Length)
            {
                value.Append(c);
                continue;
            }

            char escape = literal[at++];
            switch (escape)
            {
                case '\n': break;
                case '\\' or '\'' or '"': value.Append(escape); break;
                case 'n': value.Append('\n'); break;
                case 't': value.Append('\t'); break;
                case 'r': value.Append('\r'); break;
                case 'a': value.Append('\a'); break;
                case 'b': value.Append('\b'); break;
                case 'f': value.Append('\f'); break;
                case 'v': value.Append('\v'); break;
                case 'x' when TryHex(literal, at, 2, value): at += 2; break;
                case 'u' when TryHex(literal, at, 4, value): at += 4; break;
                case 'U' when TryHex(literal, at, 8, value): at += 8; break;
                case >= '0' and <= '7': at = AppendOctal(literal, at - 1, value); break;
                default: value.Append('\\').Append(escape); break;
            }
        }

        return value.ToString();
    }

    private static bool TryHex(ReadOnlySpan<char> literal, int at, int digits, StringBuilder value)
    {
        if (at + digits > literal.Length
            || !uint.TryParse(literal.Slice(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code)) return false;
        if (code <= 0xFFFF) value.Append((char)code);
        else if (Rune.TryCreate(code, out Rune rune)) value.Append(rune);
        else return false;
        return true;
    }

    private static int AppendOctal(ReadOnlySpan<char> literal, int at, StringBuilder value)
    {
        int code = 0;
        int end = Math.Min(at + 3, literal.Length);
        for (; at < end && literal[at] is >= '0' and <= '7'; at++) code = (code * 8) + literal[at] - '0';
        value.Append((char)code);
        return at;
    }
}
