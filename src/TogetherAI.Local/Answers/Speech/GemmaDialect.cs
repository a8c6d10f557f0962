using System.Text;
using TogetherAI.Engine.Constraints;

namespace TogetherAI.Local.Answers.Speech;

/// <summary><c>&lt;start_function_call&gt;call:name{city:&lt;escape&gt;Paris&lt;escape&gt;}&lt;end_function_call&gt;</c>, or JSON in the braces: Gemma.</summary>
internal sealed class GemmaDialect : Dialect
{
    private const string Opening = "<start_function_call>", Closing = "<end_function_call>", Quote = "<escape>";

    public override string Sign => Opening;

    public override bool UsesSpecialTokens => true;

    public override IReadOnlyList<string> Openings { get; } = [Opening];

    public override CallStep Head(string text, bool isFirst)
    {
        MarkReader reader = new(text);
        if (!reader.Take(Opening))
            return reader.Fail();
        reader.SkipSpace();
        if (!reader.Take("call:"))
            return reader.Fail();
        if (reader.TakeUntil("{") is not { } name)
            return CallStep.Incomplete;
        int begin = reader.At - 1;
        if (reader.TakeUntil(Closing) is not { } rest)
            return CallStep.Incomplete;
        return Json(("{" + rest).Trim(), out string? arguments) ? new CallStep(true, reader.At, name.Trim(), arguments) : CallStep.No;
    }

    // A call is only known whole.
    public override CallStep Tail(string text) => CallStep.No;

    // In JSON, which the marks allow for too: what a schema asks for can be held to in no other notation.
    public override OutputConstraint Calls(IReadOnlyList<(string Name, OutputConstraint Arguments)> functions, bool several) => Repeated(
        Each(functions, static name => ($"{Opening}call:{name}", Closing)), "", several);

    /// <summary>Names without quotes and texts between marks become JSON.</summary>
    private static bool Json(string text, out string? json)
    {
        StringBuilder written = new();
        for (int i = 0; i < text.Length;)
        {
            if (text.AsSpan(i).StartsWith(Quote, StringComparison.Ordinal))
            {
                int end = text.IndexOf(Quote, i + Quote.Length, StringComparison.Ordinal);
                if (end < 0)
                    break;
                written.Append('"').Append(Json(text[(i + Quote.Length)..end])).Append('"');
                i = end + Quote.Length;
            }
            else if (text[i] == '"')
            {
                int end = i + 1;
                while (end < text.Length && text[end] != '"')
                    end += text[end] == '\\' ? 2 : 1;
                end = Math.Min(end + 1, text.Length);
                written.Append(text, i, end - i);
                i = end;
            }
            else if (char.IsLetter(text[i]) || text[i] == '_')
            {
                int end = i;
                while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-'))
                    end++;
                string word = text[i..end];
                written.Append(word is "true" or "false" or "null" ? word : $"\"{word}\"");
                i = end;
            }
            else
            {
                written.Append(text[i++]);
            }
        }

        json = written.ToString();
        return JsonCall.Parse($"{{\"name\":\"\",\"arguments\":{json}}}") is { Arguments: ['{', ..] };
    }
}
