namespace TogetherAI.Engine.Templates.Syntax;

/// <content>Statements.</content>
internal sealed partial class Parser
{
    /// <summary>Reads up to a block that no statement begins with (<c>endif</c>, <c>else</c>…), and stops before it.</summary>
    private IReadOnlyList<Statement> ParseBody() => Nested(() =>
    {
        List<Statement> body = [];
        while (true)
        {
            Token token = Current;
            switch (token.Kind)
            {
                case TokenKind.Text:
                    _at++;
                    body.Add(new TextStatement(token.At, token.Text));
                    break;
                case TokenKind.VariableBegin:
                    _at++;
                    body.Add(new PrintStatement(token.At, ParseTuple()));
                    Expect(TokenKind.VariableEnd, "}}");
                    break;
                case TokenKind.BlockBegin when !IsTerminator(_tokens[_at + 1].Text):
                    _at++;
                    ParseStatement(token.At, body);
                    break;
                default:
                    return (IReadOnlyList<Statement>)body;
            }
        }
    });

    private static bool IsTerminator(string name) => name is "elif" or "else" or "endif" or "endfor" or "endset" or "endmacro" or "endfilter"
        or "endcall" or "endwith" or "endgeneration";

    private void ParseStatement(Position at, List<Statement> body)
    {
        Token name = Next();
        switch (name.Kind == TokenKind.Name ? name.Text : string.Empty)
        {
            case "if": body.Add(ParseIf(at)); break;
            case "for": body.Add(ParseFor(at)); break;
            case "set": body.Add(ParseSet(at)); break;
            case "macro": body.Add(ParseMacro(at)); break;
            case "call": body.Add(ParseCall(at)); break;
            case "filter": body.Add(ParseFilterBlock(at)); break;
            case "with": body.Add(ParseWith(at)); break;
            case "generation":
                // Marks what the assistant wrote, for training masks; it prints its body.
                EndBlock();
                body.AddRange(ParseBody());
                EndOf("endgeneration");
                break;
            case "break" when _loops > 0:
                EndBlock();
                body.Add(new BreakStatement(at));
                break;
            case "continue" when _loops > 0:
                EndBlock();
                body.Add(new ContinueStatement(at));
                break;
            case "break" or "continue":
                throw Fault(at, $"'{name.Text}' stands outside a loop");
            default:
                throw Fault(name.At, $"the statement {name} is not supported");
        }
    }

    private void EndBlock() => Expect(TokenKind.BlockEnd, "%}");

    private void EndOf(string name)
    {
        Expect(TokenKind.BlockBegin, "{% " + name);
        ExpectName(name);
        EndBlock();
    }

    private IfStatement ParseIf(Position at)
    {
        List<(Expression? Test, IReadOnlyList<Statement> Body)> branches = [];
        Expression? test = ParseTuple();
        while (true)
        {
            EndBlock();
            branches.Add((test, ParseBody()));
            Expect(TokenKind.BlockBegin, "{% endif");
            if (test is not null && SkipName("elif"))
            {
                test = ParseTuple();
            }
            else if (test is not null && SkipName("else"))
            {
                test = null;
            }
            else
            {
                ExpectName("endif");
                EndBlock();
                return new IfStatement(at, branches);
            }
        }
    }

    private ForStatement ParseFor(Position at)
    {
        AssignmentTarget target = ParseTarget(allowNamespace: false);
        ExpectName("in");
        Expression items = ParseTuple(withCondition: false);
        Expression? filter = SkipName("if") ? ParseExpression() : null;
        if (Current.IsName("recursive")) throw Fault("recursive loops are not supported");
        EndBlock();
        _loops++;
        IReadOnlyList<Statement> body = ParseBody();
        _loops--;
        Expect(TokenKind.BlockBegin, "{% endfor");
        IReadOnlyList<Statement> otherwise = [];
        if (SkipName("else"))
        {
            EndBlock();
            otherwise = ParseBody();
            Expect(TokenKind.BlockBegin, "{% endfor");
        }

        ExpectName("endfor");
        EndBlock();
        return new ForStatement(at, target, items, filter, body, otherwise);
    }

    private Statement ParseSet(Position at)
    {
        AssignmentTarget target = ParseTarget(allowNamespace: true);
        if (SkipOperator("="))
        {
            Expression value = ParseTuple();
            EndBlock();
            return new SetStatement(at, target, value);
        }

        List<FilterExpression> filters = ParseFilterNames();
        EndBlock();
        IReadOnlyList<Statement> body = ParseBody();
        EndOf("endset");
        return new SetBlockStatement(at, target, filters, body);
    }

    private FilterBlockStatement ParseFilterBlock(Position at)
    {
        List<FilterExpression> filters = [ParseFilter(value: null)];
        filters.AddRange(ParseFilterNames());
        EndBlock();
        IReadOnlyList<Statement> body = ParseBody();
        EndOf("endfilter");
        return new FilterBlockStatement(at, filters, body);
    }

    private List<FilterExpression> ParseFilterNames()
    {
        List<FilterExpression> filters = [];
        while (SkipOperator("|")) filters.Add(ParseFilter(value: null));
        return filters;
    }

    private WithStatement ParseWith(Position at)
    {
        List<(AssignmentTarget Target, Expression Value)> variables = [];
        while (Current.Kind != TokenKind.BlockEnd)
        {
            if (variables.Count > 0) ExpectOperator(",");
            AssignmentTarget target = new NameTarget(Current.At, ExpectAnyName());
            ExpectOperator("=");
            variables.Add((target, ParseExpression()));
        }

        EndBlock();
        IReadOnlyList<Statement> body = ParseBody();
        EndOf("endwith");
        return new WithStatement(at, variables, body);
    }
}
