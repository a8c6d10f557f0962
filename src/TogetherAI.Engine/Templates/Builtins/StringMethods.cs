using System.Collections.Frozen;
using System.Text;
using TogetherAI.Engine.Templates.Evaluation;
using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Builtins;

/// <summary>Python's methods of <c>str</c>.</summary>
internal static class StringMethods
{
    public static FrozenDictionary<string, Method<string>> All { get; } = new Dictionary<string, Method<string>>
    {
        ["capitalize"] = static (_, self, _) => PythonText.Capitalize(self),
        ["count"] = static (_, self, arguments) => Count(self, arguments.Bind("count", "sub")[0].Text("count")),
        ["endswith"] = static (_, self, arguments) => Any(arguments, "endswith", end => self.EndsWith(end, StringComparison.Ordinal)),
        ["find"] = static (_, self, arguments) => Find(self, arguments, "find", last: false),
        ["index"] = static (_, self, arguments) => Find(self, arguments, "index", last: false) is var place and >= 0
            ? place
            : throw new TemplateFault("substring not found"),
        ["isalnum"] = static (_, self, _) => self.Length > 0 && self.EnumerateRunes().All(Rune.IsLetterOrDigit),
        ["isalpha"] = static (_, self, _) => self.Length > 0 && self.EnumerateRunes().All(Rune.IsLetter),
        ["isdigit"] = static (_, self, _) => self.Length > 0 && self.EnumerateRunes().All(Rune.IsDigit),
        ["islower"] = static (_, self, _) => HasCase(self, upper: false),
        ["isspace"] = static (_, self, _) => self.Length > 0 && self.All(PythonText.IsSpace),
        ["isupper"] = static (_, self, _) => HasCase(self, upper: true),
        ["join"] = static (evaluator, self, arguments) => Join(evaluator, self, PythonSequence
            .Items(arguments.Bind("join", "iterable")[0].Required("join"))
            .Select(static item => item as string ?? throw new TemplateFault($"join() takes strings, not {PythonType.Name(item)}"))),
        ["lower"] = static (_, self, _) => self.ToLowerInvariant(),
        ["lstrip"] = static (_, self, arguments) => Strip(self, arguments, left: true, right: false),
        ["partition"] = static (_, self, arguments) => Partition(self, arguments, last: false),
        ["removeprefix"] = static (_, self, arguments) => arguments.Bind("removeprefix", "prefix")[0].Text("removeprefix") is var prefix
            && self.StartsWith(prefix, StringComparison.Ordinal) ? self[prefix.Length..] : self,
        ["removesuffix"] = static (_, self, arguments) => arguments.Bind("removesuffix", "suffix")[0].Text("removesuffix") is var suffix
            && self.EndsWith(suffix, StringComparison.Ordinal) ? self[..^suffix.Length] : self,
        ["replace"] = static (evaluator, self, arguments) => arguments.Bind("replace", "old", "new", "count") is var bound
            ? Replace(evaluator, self, bound[0].Text("replace"), bound[1].Text("replace"), bound[2].Whole("replace", -1)) : null,
        ["rfind"] = static (_, self, arguments) => Find(self, arguments, "rfind", last: true),
        ["rpartition"] = static (_, self, arguments) => Partition(self, arguments, last: true),
        ["rsplit"] = static (_, self, arguments) => StringSplitting.Split(self, arguments, "rsplit", fromEnd: true),
        ["rstrip"] = static (_, self, arguments) => Strip(self, arguments, left: false, right: true),
        ["split"] = static (_, self, arguments) => StringSplitting.Split(self, arguments, "split", fromEnd: false),
        ["splitlines"] = static (_, self, _) => PythonText.SplitLines(self).ToList<object?>(),
        ["startswith"] = static (_, self, arguments) => Any(arguments, "startswith", start => self.StartsWith(start, StringComparison.Ordinal)),
        ["strip"] = static (_, self, arguments) => Strip(self, arguments, left: true, right: true),
        ["title"] = static (_, self, _) => Title(self),
        ["upper"] = static (_, self, _) => PythonText.Upper(self),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether all letters that have a case have this one, and there are any.</summary>
    public static bool HasCase(string text, bool upper)
    {
        bool any = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (upper ? Rune.IsLower(rune) : Rune.IsUpper(rune)) return false;
            any |= upper ? Rune.IsUpper(rune) : Rune.IsLower(rune);
        }

        return any;
    }

    public static string Join(Evaluator evaluator, string separator, IEnumerable<string> items)
    {
        StringBuilder joined = new();
        bool first = true;
        foreach (string item in items)
        {
            evaluator.Budget.Text(item.Length + separator.Length);
            if (joined.Length > TemplateLimits.TextLength) throw new TemplateFault("the template makes more text than a prompt can need");
            if (!first) joined.Append(separator);
            first = false;
            joined.Append(item);
        }

        return joined.ToString();
    }

    public static string Replace(Evaluator evaluator, string text, string old, string replacement, long count)
    {
        if (old.Length == 0) throw new TemplateFault("replacing an empty string is not supported");
        long found = Count(text, old);
        if (count >= 0) found = Math.Min(found, count);
        evaluator.Budget.Text(text.Length + (found * (replacement.Length - old.Length)));
        if (count < 0) return text.Replace(old, replacement, StringComparison.Ordinal);
        StringBuilder replaced = new();
        int done = 0;
        for (; found > 0; found--)
        {
            int at = text.IndexOf(old, done, StringComparison.Ordinal);
            replaced.Append(text, done, at - done).Append(replacement);
            done = at + old.Length;
        }

        return replaced.Append(text, done, text.Length - done).ToString();
    }

    private static long Count(string text, string part) =>
        part.Length == 0 ? PythonText.Length(text) + 1 : text.AsSpan().Count(part);

    private static bool Any(Arguments arguments, string method, Func<string, bool> matches) => arguments.Bind(method, "prefix")[0] switch
    {
        object[] several => several.Any(one => matches(one.Text(method))),
        var one => matches(one.Text(method)),
    };

    private static long Find(string text, Arguments arguments, string method, bool last)
    {
        string part = arguments.Bind(method, "sub")[0].Text(method);
        int at = last ? text.LastIndexOf(part, StringComparison.Ordinal) : text.IndexOf(part, StringComparison.Ordinal);
        return at < 0 ? -1 : PythonText.Length(text[..at]);
    }

    private static string Strip(string text, Arguments arguments, bool left, bool right) =>
        PythonText.Strip(text, arguments.Bind("strip", "chars")[0].Or(null) as string, left, right);

    private static object?[] Partition(string text, Arguments arguments, bool last)
    {
        string separator = arguments.Bind("partition", "sep")[0].Text("partition");
        if (separator.Length == 0) throw new TemplateFault("empty separator");
        int at = last ? text.LastIndexOf(separator, StringComparison.Ordinal) : text.IndexOf(separator, StringComparison.Ordinal);
        if (at < 0) return last ? [string.Empty, string.Empty, text] : [text, string.Empty, string.Empty];
        return [text[..at], separator, text[(at + separator.Length)..]];
    }

    /// <summary><c>str.title</c>: a word begins at every letter that follows none.</summary>
    private static string Title(string text)
    {
        StringBuilder title = new(text.ToLowerInvariant());
        bool inWord = false;
        for (int i = 0; i < title.Length; i++)
        {
            if (!inWord) title[i] = char.ToUpperInvariant(title[i]);
            inWord = char.IsLetter(title[i]);
        }

        return title.ToString();
    }
}
