using TogetherAI.Engine.Constraints;

namespace TogetherAI.Local.Answers.Speech;

/// <summary>
/// Channels: <c>analysis</c> is reasoning, <c>final</c> the answer, and <c>commentary to=functions.name</c> a call, whose arguments are its
/// message: gpt-oss.
/// </summary>
internal sealed class HarmonyDialect : Dialect
{
    private const string Channel = "<|channel|>", Message = "<|message|>", Call = "<|call|>", End = "<|end|>", Start = "<|start|>";
    private const string Recipient = "to=functions.";
    private const int LongestHeader = 256;

    public override string Sign => Channel;

    public override bool UsesSpecialTokens => true;

    public override IReadOnlyList<string> Openings { get; } = [Channel, Start];

    public override IReadOnlyList<string> Noise { get; } =
        [Channel + "final" + Message, Start + "assistant" + Channel + "final" + Message, Channel + "commentary" + Message, Start + "assistant" + Channel + "commentary" + Message,
            End, "<|return|>", Call, "<|constrain|>"];

    public override (string Open, string Close)? Reasoning => (Channel + "analysis" + Message, End);

    public override CallStep Head(string text, bool isFirst)
    {
        MarkReader reader = new(text);
        if (reader.TakeUntil(Message) is not { } header)
            return text.Length > LongestHeader ? CallStep.No : CallStep.Incomplete;
        int name = header.IndexOf(Recipient, StringComparison.Ordinal);
        if (name < 0)
            return CallStep.No;
        string function = header[(name + Recipient.Length)..].Split(' ', '<')[0];
        reader.SkipSpace();
        int at = reader.At;
        return function.Length > 0 && reader.Take("{") ? new CallStep(true, at, function) : reader.Fail();
    }

    public override CallStep Tail(string text)
    {
        MarkReader reader = new(text);
        reader.SkipSpace();
        return reader.Take(Call) ? new CallStep(true, reader.At) : reader.IsShort ? CallStep.Incomplete : new CallStep(true);
    }

    public override OutputConstraint Calls(IReadOnlyList<CallableFunction> functions, bool several) => Repeated(
        Each(functions, static name => ($"{Channel}commentary {Recipient}{name} <|constrain|>json{Message}", Call)), Start + "assistant", several);
}
