using TogetherAI.Engine.Templates.Builtins;

namespace TogetherAI.Engine.Templates.Syntax;

/// <content>What follows a value: attributes, indexes, slices, calls, filters, tests.</content>
internal sealed partial class Parser
{
    private Expression ParsePostfix(Expression value)
    {
        while (true)
        {
            Position at = Current.At;
            if (SkipOperator(".")) value = ParseAttribute(at, value);
            else if (SkipOperator("[")) value = ParseSubscript(at, value);
            else if (SkipOperator("(")) value = new CallExpression(at, value, ParseArguments());
            else return value;
        }
    }

    private Expression ParseAttribute(Position at, Expression target)
    {
        Token name = Next();
        return name.Kind switch
        {
            TokenKind.Name => new AttributeExpression(at, target, name.Text),
            TokenKind.Integer => new IndexExpression(at, target, new LiteralExpression(name.At, ParseInteger(name))),
            _ => throw Fault(name.At, $"expected a name after '.' and found {name}"),
        };
    }

    private Expression ParseSubscript(Position at, Expression target)
    {
        Expression? start = Current.IsOperator(":") ? null : ParseTuple();
        if (!SkipOperator(":"))
        {
            ExpectOperator("]");
            return new IndexExpression(at, target, start!);
        }

        Expression? stop = Current.IsOperator(":") || Current.IsOperator("]") ? null : ParseExpression();
        Expression? step = SkipOperator(":") && !Current.IsOperator("]") ? ParseExpression() : null;
        ExpectOperator("]");
        return new SliceExpression(at, target, start, stop, step);
    }

    private CallArguments ParseArguments()
    {
        List<Expression> positional = [];
        List<(string Name, Expression Value)> named = [];
        Expression? morePositional = null;
        Expression? moreNamed = null;
        for (bool first = true; !SkipOperator(")"); first = false)
        {
            if (!first)
            {
                ExpectOperator(",");
                if (SkipOperator(")")) break;
            }

            if (moreNamed is null && SkipOperator("**"))
            {
                moreNamed = ParseExpression();
            }
            else if (morePositional is null && moreNamed is null && SkipOperator("*"))
            {
                morePositional = ParseExpression();
            }
            else if (Current.Kind == TokenKind.Name && _tokens[_at + 1].IsOperator("="))
            {
                string name = Next().Text;
                _at++;
                named.Add((name, ParseExpression()));
            }
            else if (named.Count == 0 && morePositional is null && moreNamed is null)
            {
                positional.Add(ParseExpression());
            }
            else
            {
                throw Fault("arguments without a name must come before those with one");
            }
        }

        return new CallArguments(positional, named, morePositional, moreNamed);
    }

    private Expression ParseFiltersAndTests(Expression value)
    {
        while (true)
        {
            Position at = Current.At;
            if (SkipOperator("|")) value = ParseFilter(value);
            else if (SkipName("is")) value = ParseTest(at, value);
            else if (SkipOperator("(")) value = new CallExpression(at, value, ParseArguments());
            else return value;
        }
    }

    private FilterExpression ParseFilter(Expression? value)
    {
        Position at = Current.At;
        string name = ExpectAnyName();
        if (!Filters.Exists(name)) throw Fault(at, $"the filter '{name}' is not supported");
        return new FilterExpression(at, value, name, SkipOperator("(") ? ParseArguments() : CallArguments.None);
    }

    private Expression ParseTest(Position at, Expression value)
    {
        bool negated = SkipName("not");
        Position nameAt = Current.At;
        string name = ExpectAnyName();
        if (!Tests.Exists(name)) throw Fault(nameAt, $"the test '{name}' is not supported");
        CallArguments arguments = CallArguments.None;
        if (SkipOperator("(")) arguments = ParseArguments();
        else if (BeginsTestArgument()) arguments = new CallArguments([ParsePostfix(ParsePrimary())], [], null, null);
        TestExpression test = new(at, value, name, arguments);
        return negated ? new NotExpression(at, test) : test;
    }

    private bool BeginsTestArgument() => Current.Kind switch
    {
        TokenKind.Name => Current.Text is not ("else" or "or" or "and" or "is" or "if" or "in" or "not"),
        TokenKind.String or TokenKind.Integer or TokenKind.Float => true,
        TokenKind.Operator => Current.Text is "[" or "{",
        _ => false,
    };
}
