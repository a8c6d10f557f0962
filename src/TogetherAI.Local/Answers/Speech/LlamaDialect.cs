using TogetherAI.Engine.Constraints;

namespace TogetherAI.Local.Answers.Speech;

/// <summary><c>{"name": …, "parameters": {…}}</c> as the whole answer, several with a semicolon between: Llama 3.1 and later.</summary>
internal sealed class LlamaDialect : Dialect
{
    private const string PythonTag = "<|python_tag|>";

    public override string Sign => "<|start_header_id|>";

    public override bool UsesSpecialTokens => true;

    public override IReadOnlyList<string> Openings { get; } = [PythonTag];

    public override bool CallMayBeginAnswer => true;

    public override IReadOnlyList<string> Noise { get; } = ["<|eom_id|>", "<|eot_id|>"];

    public override CallStep Head(string text, bool isFirst)
    {
        MarkReader reader = new(text);
        reader.SkipSpace();
        if (isFirst && !reader.Take(PythonTag) && reader.IsShort)
            return CallStep.Incomplete;
        return JsonCall.Head(ref reader);
    }

    public override CallStep Tail(string text)
    {
        MarkReader reader = new(text);
        reader.SkipSpace();
        if (!reader.Take("}"))
            return reader.Fail();
        int end = reader.At;
        reader.SkipSpace();
        return reader.Take(";") ? new CallStep(true, reader.At, Again: true) : reader.IsShort ? CallStep.Incomplete : new CallStep(true, end);
    }

    public override OutputConstraint Calls(IReadOnlyList<CallableFunction> functions, bool several) => Repeated(
        Each(functions, static name => ($"{{\"name\": \"{Json(name)}\", \"parameters\": ", "}")), "; ", several);
}
