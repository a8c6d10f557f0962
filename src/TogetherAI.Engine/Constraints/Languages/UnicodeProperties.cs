using System.Collections.Concurrent;
using System.Globalization;

namespace TogetherAI.Engine.Constraints.Languages;

/// <summary>Unicode's general categories by their names in patterns.</summary>
internal static class UnicodeProperties
{
    private static readonly string[] s_codes =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po",
        "Sm", "Sc", "Sk", "So", "Cn",
    ];

    private static readonly Dictionary<string, string> s_names = new(StringComparer.Ordinal)
    {
        ["Letter"] = "L", ["Uppercase_Letter"] = "Lu", ["Lowercase_Letter"] = "Ll", ["Alphabetic"] = "L", ["Lowercase"] = "Ll", ["Uppercase"] = "Lu",
        ["Mark"] = "M", ["Number"] = "N", ["Decimal_Number"] = "Nd", ["digit"] = "Nd", ["Punctuation"] = "P", ["punct"] = "P", ["Symbol"] = "S",
        ["Separator"] = "Z", ["Space_Separator"] = "Zs", ["Other"] = "C", ["Control"] = "Cc", ["cntrl"] = "Cc",
    };

    private static readonly ConcurrentDictionary<string, CodePoints> s_found = new(StringComparer.Ordinal);

    public static CodePoints? Find(string name)
    {
        string code = s_names.GetValueOrDefault(name, name);
        return Array.Exists(s_codes, known => known == code || known[..1] == code)
            ? s_found.GetOrAdd(code, static code => CodePoints.Of(category => s_codes[(int)category].StartsWith(code, StringComparison.Ordinal)))
            : null;
    }
}
