using System.Text;
using TogetherAI.Engine.Constraints;

namespace TogetherAI.Local.Answers.Speech;

/// <summary>
/// <c>&lt;start_function_call&gt;call:name{city:&lt;escape&gt;Paris&lt;escape&gt;}&lt;end_function_call&gt;</c>, or JSON in the braces: FunctionGemma; and
/// Gemma 4, whose marks are other ones. A call comes whole: only its end tells whether it is one.
/// </summary>
internal sealed class GemmaDialect(string opening, string closing, string quote, (string Open, string Close)? reasoning, params string[] noise) : Dialect
{
    public static readonly GemmaDialect Function = new("<start_function_call>", "<end_function_call>", "<escape>", ("<think>", "</think>"));

    public static readonly GemmaDialect Fourth = new("<|tool_call>", "<tool_call|>", "<|\"|>", ("<|channel>thought\n", "<channel|>"), "<turn|>");

    public override string Sign => opening;

    public override bool UsesSpecialTokens => true;

    public override IReadOnlyList<string> Openings { get; } = [opening];

    public override IReadOnlyList<string> Noise => noise;

    public override (string Open, string Close)? Reasoning => reasoning;

    public override CallStep Head(string text, bool isFirst)
    {
        MarkReader reader = new(text);
        if (!reader.Take(opening))
            return reader.Fail();
        reader.SkipSpace();
        if (!reader.Take("call:"))
            return reader.Fail();
        if (reader.TakeUntil("{") is not { } name)
            return CallStep.Incomplete;
        int begin = reader.At - 1;
        if (reader.TakeUntil(closing) is not { } rest)
            return CallStep.Incomplete;
        return Json(("{" + rest).Trim(), out string? arguments) ? new CallStep(true, reader.At, name.Trim(), arguments) : CallStep.No;
    }

    // A call is only known whole.
    public override CallStep Tail(string text) => CallStep.No;

    // In JSON, which the marks allow for too: what a schema asks for can be held to in no other notation.
    public override OutputConstraint Calls(IReadOnlyList<CallableFunction> functions, bool several) => Repeated(
        Each(functions, name => ($"{opening}call:{name}", closing)), "", several);

    /// <summary>Names without quotes and texts between marks become JSON.</summary>
    private bool Json(string text, out string? json)
    {
        StringBuilder written = new();
        for (int i = 0; i < text.Length;)
        {
            if (text.AsSpan(i).StartsWith(quote, StringComparison.Ordinal))
            {
                int end = text.IndexOf(quote, i + quote.Length, StringComparison.Ordinal);
                if (end < 0)
                    break;
                written.Append('"').Append(Dialect.Json(text[(i + quote.Length)..end])).Append('"');
                i = end + quote.Length;
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
            else if (char.IsAsciiDigit(text[i]) || text[i] == '-')
            {
                // The letter before an exponent begins no word.
                int end = i + 1;
                while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or 'e' or 'E' or '+' or '-'))
                    end++;
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
