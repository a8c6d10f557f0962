namespace TogetherAI.Local.Answers.Speech;

/// <summary>
/// <c>&lt;tool_call&gt;&lt;function=name&gt;&lt;parameter=city&gt;Paris&lt;/parameter&gt;&lt;/function&gt;&lt;/tool_call&gt;</c>, each on a line of its own:
/// Qwen3-Coder, Qwen 3.5.
/// </summary>
internal sealed class QwenCoderDialect : MarkedDialect
{
    private const string Function = "<function=";

    public override string Sign => "<parameter=";

    // The outer mark is forgotten now and then.
    public override IReadOnlyList<string> Openings { get; } = [Opening, Function];

    public override ArgumentMarks? Marks { get; } = new("<parameter=", ">", "", "</parameter>", "</function>", OnLines: true);

    protected override CallStep MarkedHead(string text)
    {
        MarkReader reader = new(text);
        if (reader.Take(Opening))
            reader.SkipSpace();
        else if (reader.IsShort)
            return CallStep.Incomplete;
        if (!reader.Take(Function))
            return reader.Fail();
        int begin = reader.At;
        if (reader.TakeUntil(">") is not { } name)
            return text.Length - begin <= LongestName ? CallStep.Incomplete : CallStep.No;
        return IsName(name) ? new CallStep(true, reader.At, name, IsMarked: true) : CallStep.No;
    }

    protected override (string Before, string After) Around(string name) => ($"{Opening}\n{Function}{name}>\n", $"</function>\n{Closing}");
}
