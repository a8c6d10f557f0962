using System.Text;
using TogetherAI.Engine.Templates.Evaluation;
using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Builtins;

/// <content>Texts and JSON.</content>
internal static partial class Filters
{
    private static object? Trim(Evaluator evaluator, object? value, Arguments arguments) =>
        PythonText.Strip(PythonRepr.Str(value), arguments.Bind("trim", "chars")[0].Or(null) as string, left: true, right: true);

    private static object? Replace(Evaluator evaluator, object? value, Arguments arguments)
    {
        object?[] bound = arguments.Bind("replace", "old", "new", "count");
        long count = bound[2].Or(null) is null ? -1 : bound[2].Whole("replace", -1);
        return StringMethods.Replace(evaluator, PythonRepr.Str(value), bound[0].Text("replace"), bound[1].Text("replace"), count);
    }

    /// <summary>Jinja's own: words begin after blanks, hyphens and opening brackets, unlike <c>str.title</c>.</summary>
    private static object? Title(Evaluator evaluator, object? value, Arguments arguments)
    {
        StringBuilder title = new(TextOf("title", value, arguments).ToLowerInvariant());
        bool begins = true;
        for (int i = 0; i < title.Length; i++)
        {
            if (begins) title[i] = char.ToUpperInvariant(title[i]);
            begins = PythonText.IsSpace(title[i]) || title[i] is '-' or '(' or '{' or '[' or '<';
        }

        return title.ToString();
    }

    private static object? Indent(Evaluator evaluator, object? value, Arguments arguments)
    {
        object?[] bound = arguments.Bind("indent", "width", "first", "blank");
        string indention = bound[0] as string ?? Spaces(bound[0].Whole("indent", 4));
        bool blank = bound[2].Flag(false);
        List<string> lines = PythonText.SplitLines(PythonRepr.Str(value) + "\n");
        evaluator.Budget.Text((long)lines.Count * indention.Length);
        for (int i = 0; i < lines.Count; i++)
        {
            bool indented = i == 0 ? bound[1].Flag(false) : blank || lines[i].Length > 0;
            if (indented) lines[i] = indention + lines[i];
        }

        return string.Join('\n', lines);
    }

    private static object? Escape(Evaluator evaluator, object? value, Arguments arguments) =>
        Bare("escape", arguments, evaluator.Safe.IsMarked(value) ? value : evaluator.Safe.Mark(SafeTexts.Escaped(PythonRepr.Str(value))));

    private static object? ToJson(Evaluator evaluator, object? value, Arguments arguments)
    {
        object?[] bound = arguments.Bind("tojson", "ensure_ascii", "indent", "separators", "sort_keys");
        string? indent = bound[1].Or(null) switch
        {
            null => null,
            string text => text,
            object width => Spaces(width.Whole("tojson", 0)),
        };
        (string item, string key) = bound[2].Or(null) is IReadOnlyList<object?> pair
            ? pair is [string first, string second] ? (first, second) : throw new TemplateFault("the separators of tojson() are two strings")
            : (indent is null ? ", " : ",", ": ");
        return new PythonJson(bound[0].Flag(false), indent, item, key, bound[3].Flag(false)).Write(value);
    }

    private static object? FromJson(Evaluator evaluator, object? value, Arguments arguments) =>
        JsonValues.Parse(Encoding.UTF8.GetBytes(TextOf("from_json", value, arguments)));

    private static string Spaces(long count) => count <= 1_000
        ? new string(' ', (int)Math.Max(count, 0))
        : throw new TemplateFault("nothing is indented that far");
}
