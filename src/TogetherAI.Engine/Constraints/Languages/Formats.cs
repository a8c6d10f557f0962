using System.Collections.Concurrent;

namespace TogetherAI.Engine.Constraints.Languages;

/// <summary>The formats of JSON Schema as automata. What is written under a format is one of its texts; rare spellings of some are left out.</summary>
internal static class Formats
{
    private const string Day31 = "(0[1-9]|[12][0-9]|3[01])", Day30 = "(0[1-9]|[12][0-9]|30)", Day28 = "(0[1-9]|1[0-9]|2[0-8])";
    private const string LeapYear = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[048]|[2468][048]|[13579][26])00)";

    private const string Date =
        "([0-9]{4}-((0[13578]|1[02])-" + Day31 + "|(0[469]|11)-" + Day30 + "|02-" + Day28 + ")|" + LeapYear + "-02-29)";

    // A leap second is left out: it is right at one minute of the day in one time zone only.
    private const string Time = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?([zZ]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])";

    private const string Byte = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private const string IPv4 = Byte + "(\\." + Byte + "){3}";
    private const string Label = "[a-zA-Z0-9]([a-zA-Z0-9-]{0,60}[a-zA-Z0-9])?", ShortLabel = "[a-zA-Z0-9]([a-zA-Z0-9-]{0,27}[a-zA-Z0-9])?";

    // A name has at most 253 characters: a few long labels, or more short ones.
    private const string Hostname = Label + "(\\." + Label + "){0,3}|" + ShortLabel + "(\\." + ShortLabel + "){0,7}";
    private const string Domain = "(" + Label + "(\\." + Label + "){1,3}|" + ShortLabel + "(\\." + ShortLabel + "){1,7})";

    private const string Escaped = "%[0-9A-Fa-f]{2}";
    private const string UserInfo = "([A-Za-z0-9._~!$&'()*+,;=:-]|" + Escaped + ")*";
    private const string Host = "([A-Za-z0-9._~!$&'()*+,;=-]|" + Escaped + ")*|\\[" + IPv6 + "\\]";
    private const string Segment = "([A-Za-z0-9._~!$&'()*+,;=:@-]|" + Escaped + ")";
    private const string Query = "([A-Za-z0-9._~!$&'()*+,;=:@/?-]|" + Escaped + ")*";
    private const string Authority = "//(" + UserInfo + "@)?(" + Host + ")(:[0-9]*)?(/" + Segment + "*)*";
    private const string Tail = "(\\?" + Query + ")?(#" + Query + ")?";
    private const string Uri = "[A-Za-z][A-Za-z0-9+.-]*:(" + Authority + "|/?(" + Segment + "+(/" + Segment + "*)*)?)" + Tail;
    private const string RelativeUri = "(" + Authority + "|/(" + Segment + "+(/" + Segment + "*)*)?|([A-Za-z0-9._~!$&'()*+,;=@-]|" + Escaped + ")+(/" + Segment + "*)*)?" + Tail;

    private const string Hex = "[0-9A-Fa-f]{1,4}";

    private const string IPv6 =
        "((" + Hex + ":){7}" + Hex + "|(" + Hex + ":){6}" + IPv4 + "|::(" + Hex + ":){0,5}" + Hex + "|::(" + Hex + ":){0,5}" + IPv4 + "|"
        + Hex + "::(" + Hex + ":){0,4}" + Hex + "|(" + Hex + ":)" + Hex + "::(" + Hex + ":){0,3}" + Hex + "|(" + Hex + ":){2}" + Hex + "::(" + Hex + ":){0,2}" + Hex
        + "|(" + Hex + ":){3}" + Hex + "::(" + Hex + ":)?" + Hex + "|(" + Hex + ":){4}" + Hex + "::" + Hex + "|(" + Hex + ":){0,6}" + Hex + "::|::)";

    private const string Pointer = "(/([^~/]|~[01])*)*";
    private const string Mailbox = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@" + Domain;

    private static readonly Dictionary<string, string> s_patterns = new(StringComparer.Ordinal)
    {
        ["date"] = Date,
        ["time"] = Time,
        ["date-time"] = Date + "[tT]" + Time,
        ["duration"] = "P([0-9]+W|([0-9]+Y([0-9]+M([0-9]+D)?)?|[0-9]+M([0-9]+D)?|[0-9]+D)(T" + TimeSpan + ")?|T" + TimeSpan + ")",
        ["uuid"] = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
        ["ipv4"] = IPv4,
        ["ipv6"] = IPv6,
        ["hostname"] = Hostname,
        ["idn-hostname"] = Hostname,
        ["email"] = Mailbox,
        ["idn-email"] = Mailbox,
        ["uri"] = Uri,
        ["iri"] = Uri,
        ["uri-reference"] = "(" + Uri + "|" + RelativeUri + ")",
        ["iri-reference"] = "(" + Uri + "|" + RelativeUri + ")",
        ["uri-template"] = "([A-Za-z0-9._~:/?#@!$&()*+,;=-]|" + Escaped + "|\\{[+#./;?&]?[A-Za-z0-9_]+(,[A-Za-z0-9_]+)*\\})*",
        ["json-pointer"] = Pointer,
        ["relative-json-pointer"] = "(0|[1-9][0-9]*)(#|" + Pointer + ")",
        // Of all patterns, those without any syntax.
        ["regex"] = "[A-Za-z0-9_ ]*",
    };

    private const string TimeSpan = "([0-9]+H([0-9]+M([0-9]+S)?)?|[0-9]+M([0-9]+S)?|[0-9]+S)";

    private static readonly ConcurrentDictionary<string, Dfa> s_found = new(StringComparer.Ordinal);

    /// <summary>Formats that OpenAPI has for numbers, and those that ask for nothing that a number or a text would not be.</summary>
    public static IReadOnlyList<string> OfNumbers { get; } = ["int32", "int64", "uint8", "uint16", "uint32", "uint64", "float", "double", "decimal", "password"];

    public static NumberRange RangeOf(string format) => format switch
    {
        "int32" => Between(int.MinValue, int.MaxValue),
        "int64" or "uint64" => Between(format == "int64" ? long.MinValue : 0, format == "int64" ? long.MaxValue : ulong.MaxValue),
        "uint8" => Between(0, byte.MaxValue),
        "uint16" => Between(0, ushort.MaxValue),
        "uint32" => Between(0, uint.MaxValue),
        _ => NumberRange.All,
    };

    public static Dfa? Find(string name) => s_patterns.TryGetValue(name, out string? pattern)
        ? s_found.GetOrAdd(name, static (name, pattern) => PatternCompiler.Whole(pattern).And(Limit(name)), pattern)
        : null;

    private static NumberRange Between(decimal min, decimal max) => new() { Min = min, Max = max, Steps = [1] };

    /// <summary>What a format's pattern does not say.</summary>
    private static Dfa Limit(string name) => name switch
    {
        // Two hyphens in the third and fourth place begin an encoded label, which has rules of its own.
        "hostname" or "idn-hostname" => PatternCompiler.Whole("(.*\\.)?..--.*").Not(),
        "email" or "idn-email" => PatternCompiler.Whole("[^@]{1,64}@.*").And(PatternCompiler.Whole("(.*[.@])?..--.*").Not()),
        _ => Dfa.All,
    };
}
