using TogetherAI.Engine.Constraints;

namespace TogetherAI.Local.Answers.Speech;

/// <summary>
/// <c>[TOOL_CALLS][{"name": …, "arguments": {…}}, …]</c>, and with later models <c>[TOOL_CALLS]name[ARGS]{…}</c> for each call: Mistral.
/// </summary>
internal sealed class MistralDialect : Dialect
{
    private const string Opening = "[TOOL_CALLS]", Arguments = "[ARGS]";
    private const int LongestName = 128;

    public override string Sign => Opening;

    public override bool UsesSpecialTokens => true;

    public override IReadOnlyList<string> Openings { get; } = [Opening];

    public override (string Open, string Close)? Reasoning => ("[THINK]", "[/THINK]");

    public override CallStep Head(string text, bool isFirst)
    {
        MarkReader reader = new(text);
        if (isFirst && !reader.Take(Opening))
            return reader.Fail();
        reader.SkipSpace();
        if (!isFirst || reader.Take("["))
            return JsonCall.Head(ref reader);
        if (reader.IsShort)
            return CallStep.Incomplete;
        if (reader.TakeUntil(Arguments) is not { } name)
            return text.Length - reader.At > LongestName ? CallStep.No : CallStep.Incomplete;
        reader.SkipSpace();
        int at = reader.At;
        return name.Trim() is { Length: > 0 and <= LongestName } found && reader.Take("{") ? new CallStep(true, at, found) : reader.Fail();
    }

    public override CallStep Tail(string text)
    {
        MarkReader reader = new(text);
        reader.SkipSpace();

        // After arguments on their own nothing stands but, perhaps, the next mark.
        if (!reader.Take("}"))
            return reader.IsShort ? CallStep.Incomplete : new CallStep(true);
        reader.SkipSpace();
        if (reader.Take(","))
            return new CallStep(true, reader.At, Again: true);
        return reader.IsShort ? CallStep.Incomplete : reader.Take("]") ? new CallStep(true, reader.At) : reader.Fail();
    }

    public override OutputConstraint Calls(IReadOnlyList<CallableFunction> functions, bool several) => OutputConstraint.Sequence(
        OutputConstraint.Exactly(Opening + "["),
        Repeated(Each(functions, static name => ($"{{\"name\": \"{Json(name)}\", \"arguments\": ", "}")), ", ", several),
        OutputConstraint.Exactly("]"));
}
