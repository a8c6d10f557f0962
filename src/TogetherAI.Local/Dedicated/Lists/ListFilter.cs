using System.Globalization;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Dedicated;

/// <summary>
/// Reads the filters of lists, such as <c>name:"chat" AND created_at > "2026-01-01T00:00:00Z"</c>: the part of AIP-160 that the service
/// names. There OR binds closer than AND.
/// </summary>
internal sealed class ListFilter<T>
{
    private readonly List<string> _tokens;
    private readonly IReadOnlyDictionary<string, Func<T, object>> _fields;
    private int _next;

    private ListFilter(string text, IReadOnlyDictionary<string, Func<T, object>> fields) => (_tokens, _fields) = (Split(text), fields);

    /// <param name="text">The filter; empty for none.</param>
    /// <param name="fields">What may be compared: names as all their spellings, moments, and other text.</param>
    public static Func<T, bool> Parse(string text, IReadOnlyDictionary<string, Func<T, object>> fields)
    {
        ListFilter<T> parser = new(text, fields);
        if (parser._tokens.Count == 0)
            return static _ => true;
        Func<T, bool> filter = parser.All();
        return parser._next == parser._tokens.Count ? filter : throw Wrong("it goes on where it should end");
    }

    private Func<T, bool> All()
    {
        Func<T, bool> left = Any();
        while (TryTake("AND"))
        {
            (Func<T, bool> before, Func<T, bool> right) = (left, Any());
            left = item => before(item) && right(item);
        }

        return left;
    }

    private Func<T, bool> Any()
    {
        Func<T, bool> left = One();
        while (TryTake("OR"))
        {
            (Func<T, bool> before, Func<T, bool> right) = (left, One());
            left = item => before(item) || right(item);
        }

        return left;
    }

    private Func<T, bool> One()
    {
        if (TryTake("NOT"))
        {
            Func<T, bool> inner = One();
            return item => !inner(item);
        }

        if (TryTake("("))
        {
            Func<T, bool> inner = All();
            return TryTake(")") ? inner : throw Wrong("a parenthesis is not closed");
        }

        return Comparison(Take(), Take(), Take().Trim('"'));
    }

    private Func<T, bool> Comparison(string name, string op, string value)
    {
        if (!_fields.TryGetValue(name, out Func<T, object>? field))
            throw Wrong($"{name} is none of {string.Join(", ", _fields.Keys)}");
        Func<int, bool>? order = op switch
        {
            "=" => static sign => sign == 0,
            "!=" => static sign => sign != 0,
            "<" => static sign => sign < 0,
            "<=" => static sign => sign <= 0,
            ">" => static sign => sign > 0,
            ">=" => static sign => sign >= 0,
            ":" => null,
            _ => throw Wrong($"{op} is no comparison"),
        };
        bool isTime = name.EndsWith("_at", StringComparison.Ordinal);
        DateTimeOffset moment = default;
        if (isTime && (order is null || !DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment)))
            throw Wrong($"{name} is compared with a time such as \"2026-01-01T00:00:00Z\"");
        return item => field(item) switch
        {
            DateTimeOffset at => order!(at.CompareTo(moment)),
            string[] spellings => op == "!=" ? spellings.All(text => !Like(text, value)) : spellings.Any(text => Compare(text)),
            object other => Compare((string)other),
        };

        bool Compare(string text) => order is null ? text.Contains(value, StringComparison.Ordinal)
            : op == "=" ? Like(text, value)
            : op == "!=" ? !Like(text, value)
            : order(string.CompareOrdinal(text, value));
    }

    private static bool Like(string text, string pattern) => (pattern.StartsWith('*'), pattern.EndsWith('*')) switch
    {
        (true, true) => text.Contains(pattern.Trim('*'), StringComparison.Ordinal),
        (true, false) => text.EndsWith(pattern[1..], StringComparison.Ordinal),
        (false, true) => text.StartsWith(pattern[..^1], StringComparison.Ordinal),
        _ => text == pattern,
    };

    private bool TryTake(string token)
    {
        if (_next >= _tokens.Count || _tokens[_next] != token)
            return false;
        _next++;
        return true;
    }

    private string Take() => _next < _tokens.Count ? _tokens[_next++] : throw Wrong("it ends too early");

    private static ApiException Wrong(string how) => ApiException.Invalid("filter", $"filter cannot be read: {how}.");

    private static List<string> Split(string text)
    {
        List<string> tokens = [];
        for (int i = 0; i < text.Length;)
        {
            int start = i;
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            if (text[i] == '"')
            {
                i = text.IndexOf('"', i + 1) + 1;
                if (i == 0)
                    throw Wrong("a quotation mark is not closed");
            }
            else if ("()".Contains(text[i], StringComparison.Ordinal))
            {
                i++;
            }
            else if ("=!<>:".Contains(text[i], StringComparison.Ordinal))
            {
                i += i + 1 < text.Length && text[i + 1] == '=' ? 2 : 1;
            }
            else
            {
                while (i < text.Length && !char.IsWhiteSpace(text[i]) && !"()=!<>:\"".Contains(text[i], StringComparison.Ordinal))
                    i++;
            }

            tokens.Add(text[start..i]);
        }

        return tokens;
    }
}
