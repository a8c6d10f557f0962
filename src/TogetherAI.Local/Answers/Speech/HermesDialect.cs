using TogetherAI.Engine.Constraints;

namespace TogetherAI.Local.Answers.Speech;

/// <summary><c>&lt;tool_call&gt;{"name": …, "arguments": {…}}&lt;/tool_call&gt;</c>: Hermes, Qwen, tai-tiny.</summary>
internal sealed class HermesDialect : Dialect
{
    private const string Opening = "<tool_call>", Closing = "</tool_call>";

    public override string Sign => Opening;

    public override IReadOnlyList<string> Openings { get; } = [Opening];

    public override CallStep Head(string text, bool isFirst)
    {
        MarkReader reader = new(text);
        if (!reader.Take(Opening))
            return reader.Fail();
        CallStep head = JsonCall.Head(ref reader);
        if (head.Found != false)
            return head;

        // In another order, or with arguments in a string: judged as a whole.
        int begin = Opening.Length, end = text.IndexOf(Closing, StringComparison.Ordinal);
        if (end < 0)
            return CallStep.Incomplete;
        return JsonCall.Parse(text[begin..end]) is { } call ? new CallStep(true, end + Closing.Length, call.Name, call.Arguments) : CallStep.No;
    }

    public override CallStep Tail(string text)
    {
        MarkReader reader = new(text);
        reader.SkipSpace();
        if (!reader.Take("}"))
            return reader.Fail();
        reader.SkipSpace();
        return reader.Take(Closing) ? new CallStep(true, reader.At) : reader.Fail();
    }

    public override OutputConstraint Calls(IReadOnlyList<CallableFunction> functions, bool several) => Repeated(
        Each(functions, static name => ($"{Opening}\n{{\"name\": \"{Json(name)}\", \"arguments\": ", $"}}\n{Closing}")), "\n", several);
}
