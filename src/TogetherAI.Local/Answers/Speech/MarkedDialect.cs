using TogetherAI.Engine.Constraints;

namespace TogetherAI.Local.Answers.Speech;

/// <summary>Calls between <c>&lt;tool_call&gt;</c> and <c>&lt;/tool_call&gt;</c> whose arguments stand between marks one by one.</summary>
internal abstract class MarkedDialect : Dialect
{
    protected const string Opening = "<tool_call>", Closing = "</tool_call>";
    protected const int LongestName = 128;

    // A call may be JSON all the same: what a schema asks for can be held to in no other notation everywhere.
    private static readonly HermesDialect s_json = new();

    public override CallStep Head(string text, bool isFirst)
    {
        CallStep marked = MarkedHead(text);
        return marked.Found != false ? marked : s_json.Head(text, isFirst);
    }

    public override CallStep Tail(string text)
    {
        MarkReader reader = new(text);
        reader.SkipSpace();
        if (reader.Take("}"))
            return s_json.Tail(text);
        if (reader.Take(Closing))
            return new CallStep(true, reader.At);
        return reader.IsShort ? CallStep.Incomplete : new CallStep(true);
    }

    /// <summary>In the marks where what the parameters are can be said in them; else in JSON.</summary>
    public override OutputConstraint Calls(IReadOnlyList<CallableFunction> functions, bool several)
    {
        List<OutputConstraint> calls = [];
        foreach (CallableFunction function in functions)
        {
            if (!IsName(function.Name) || MarkedConstraint.Of(function.Parameters, Marks!) is not { } arguments)
                return s_json.Calls(functions, several);
            (string before, string after) = Around(function.Name);
            calls.Add(OutputConstraint.Sequence(OutputConstraint.Exactly(before), arguments, OutputConstraint.Exactly(after)));
        }

        return Repeated(OutputConstraint.AnyOf([.. calls]), "\n", several);
    }

    /// <summary>The beginning of a call up to its first argument.</summary>
    protected abstract CallStep MarkedHead(string text);

    /// <summary>What a call to a function begins and ends with.</summary>
    protected abstract (string Before, string After) Around(string name);

    protected static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name.All(static one => char.IsLetterOrDigit(one) || one is '_' or '-' or '.' or ':' or '/');
}
