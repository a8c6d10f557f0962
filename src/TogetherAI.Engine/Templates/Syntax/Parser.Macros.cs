namespace TogetherAI.Engine.Templates.Syntax;

/// <content>Macros and calls of them, and what is assigned to.</content>
internal sealed partial class Parser
{
    private MacroStatement ParseMacro(Position at)
    {
        string name = ExpectAnyName();
        ExpectOperator("(");
        List<(string Name, Expression? Default)> parameters = ParseParameters();
        EndBlock();
        return ParseMacroBody(at, name, parameters, "endmacro");
    }

    private CallStatement ParseCall(Position at)
    {
        List<(string Name, Expression? Default)> parameters = SkipOperator("(") ? ParseParameters() : [];
        Position callAt = Current.At;
        if (ParseExpression() is not CallExpression call) throw Fault(callAt, "'call' needs the call of a macro");
        EndBlock();
        return new CallStatement(at, ParseMacroBody(at, "caller", parameters, "endcall"), call);
    }

    private List<(string Name, Expression? Default)> ParseParameters()
    {
        List<(string Name, Expression? Default)> parameters = [];
        while (!SkipOperator(")"))
        {
            if (parameters.Count > 0)
            {
                ExpectOperator(",");
                if (SkipOperator(")")) break;
            }

            string parameter = ExpectAnyName();
            Expression? value = SkipOperator("=") ? ParseExpression() : null;
            if (value is null && parameters.Count > 0 && parameters[^1].Default is not null)
                throw Fault($"the parameter '{parameter}' needs a default, as the one before it has one");
            parameters.Add((parameter, value));
        }

        return parameters;
    }

    private MacroStatement ParseMacroBody(Position at, string name, List<(string Name, Expression? Default)> parameters, string end)
    {
        (int loops, HashSet<string> uses) = (_loops, _macroUses);
        (_loops, _macroUses) = (0, []);
        MacroStatement macro = new(at, name, parameters, ParseBody(), _macroUses);
        (_loops, _macroUses) = (loops, uses);
        EndOf(end);
        return macro;
    }

    private AssignmentTarget ParseTarget(bool allowNamespace)
    {
        Position at = Current.At;
        List<AssignmentTarget> targets = [];
        bool isTuple = false;
        do
        {
            if (targets.Count > 0 && Current.Kind != TokenKind.Name && !Current.IsOperator("(")) break;
            targets.Add(ParseOneTarget(allowNamespace));
            isTuple |= Current.IsOperator(",");
        }
        while (SkipOperator(","));
        return isTuple ? new TupleTarget(at, targets) : targets[0];
    }

    private AssignmentTarget ParseOneTarget(bool allowNamespace) => Nested<AssignmentTarget>(() =>
    {
        Position at = Current.At;
        if (SkipOperator("("))
        {
            AssignmentTarget inner = ParseTarget(allowNamespace);
            ExpectOperator(")");
            return inner;
        }

        string name = ExpectAnyName();
        if (name is "true" or "false" or "none" or "True" or "False" or "None") throw Fault(at, $"'{name}' cannot be assigned to");
        return allowNamespace && SkipOperator(".") ? new NamespaceTarget(at, name, ExpectAnyName()) : new NameTarget(at, name);
    });
}
