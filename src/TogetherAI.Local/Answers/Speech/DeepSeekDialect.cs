using TogetherAI.Engine.Constraints;

namespace TogetherAI.Local.Answers.Speech;

/// <summary>
/// Calls between marks of their own, the name before a separator and the arguments after it: DeepSeek R1 and V3, where the arguments stand in
/// a block of code, and V3.1, where they do not.
/// </summary>
internal sealed class DeepSeekDialect : Dialect
{
    private const string Opening = "<｜tool▁calls▁begin｜>", Closing = "<｜tool▁calls▁end｜>";
    private const string CallOpening = "<｜tool▁call▁begin｜>", CallClosing = "<｜tool▁call▁end｜>", Separator = "<｜tool▁sep｜>";

    public override string Sign => Opening;

    public override bool UsesSpecialTokens => true;

    public override IReadOnlyList<string> Openings { get; } = [Opening];

    public override IReadOnlyList<string> Noise { get; } = ["<｜end▁of▁sentence｜>"];

    public override CallStep Head(string text, bool isFirst)
    {
        MarkReader reader = new(text);
        if (isFirst && !reader.Take(Opening))
            return reader.Fail();
        reader.SkipSpace();
        if (!reader.Take(CallOpening))
            return reader.Fail();
        if (reader.TakeUntil(Separator) is not { } name)
            return CallStep.Incomplete;
        if (name == "function" && (name = reader.TakeUntil("\n")!) is null)
            return CallStep.Incomplete;
        reader.SkipSpace();
        if (!reader.Take("```json") && reader.IsShort)
            return CallStep.Incomplete;
        reader.SkipSpace();
        int at = reader.At;
        return reader.Take("{") ? new CallStep(true, at, name.Trim()) : reader.Fail();
    }

    public override CallStep Tail(string text)
    {
        MarkReader reader = new(text);
        reader.SkipSpace();
        if (!reader.Take("```") && reader.IsShort)
            return CallStep.Incomplete;
        reader.SkipSpace();
        if (!reader.Take(CallClosing))
            return reader.Fail();
        int end = reader.At;
        reader.SkipSpace();
        if (reader.Take(Closing))
            return new CallStep(true, reader.At);
        if (reader.IsShort)
            return CallStep.Incomplete;
        return reader.Take(CallOpening) ? new CallStep(true, end, Again: true) : reader.IsShort ? CallStep.Incomplete : new CallStep(true, end);
    }

    public override OutputConstraint Calls(IReadOnlyList<CallableFunction> functions, bool several) => OutputConstraint.Sequence(
        OutputConstraint.Exactly(Opening),
        Repeated(Each(functions, static name => ($"{CallOpening}function{Separator}{name}\n```json\n", $"\n```{CallClosing}")), "\n", several),
        OutputConstraint.Exactly(Closing));
}
