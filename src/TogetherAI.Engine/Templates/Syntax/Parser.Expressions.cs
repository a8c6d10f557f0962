using System.Globalization;

namespace TogetherAI.Engine.Templates.Syntax;

/// <content>Expressions, from the weakest operator to the strongest.</content>
internal sealed partial class Parser
{
    /// <summary>An expression, or several with commas between, which make a tuple.</summary>
    private Expression ParseTuple(bool withCondition = true)
    {
        Position at = Current.At;
        Expression first = withCondition ? ParseExpression() : ParseOr();
        if (!Current.IsOperator(",")) return first;
        List<Expression> items = [first];
        while (SkipOperator(","))
        {
            if (EndsTuple()) break;
            items.Add(withCondition ? ParseExpression() : ParseOr());
        }

        return new TupleExpression(at, items);
    }

    private bool EndsTuple() => Current.Kind is TokenKind.VariableEnd or TokenKind.BlockEnd || Current.IsOperator(")");

    private Expression ParseExpression() => Nested(() =>
    {
        Expression value = ParseOr();
        while (Current.IsName("if"))
        {
            Position at = Next().At;
            Expression test = ParseOr();
            value = new ConditionalExpression(at, value, test, SkipName("else") ? ParseExpression() : null);
        }

        return value;
    });

    private Expression ParseOr()
    {
        Expression left = ParseAnd();
        while (Current.IsName("or"))
        {
            Position at = Next().At;
            left = new OrExpression(at, left, ParseAnd());
        }

        return left;
    }

    private Expression ParseAnd()
    {
        Expression left = ParseNot();
        while (Current.IsName("and"))
        {
            Position at = Next().At;
            left = new AndExpression(at, left, ParseNot());
        }

        return left;
    }

    private Expression ParseNot()
    {
        if (!Current.IsName("not")) return ParseComparison();
        Position at = Next().At;
        return new NotExpression(at, Nested(ParseNot));
    }

    private Expression ParseComparison()
    {
        Expression first = ParseSum();
        Position at = Current.At;
        List<(string Operator, Expression Right)> rest = [];
        while (ComparisonOperator() is string comparison) rest.Add((comparison, ParseSum()));
        return rest.Count == 0 ? first : new ComparisonExpression(at, first, rest);
    }

    private string? ComparisonOperator()
    {
        Token token = Current;
        if (token.Kind == TokenKind.Operator && token.Text is "==" or "!=" or "<" or ">" or "<=" or ">=") return Next().Text;
        if (SkipName("in")) return "in";
        if (!token.IsName("not") || !_tokens[_at + 1].IsName("in")) return null;
        _at += 2;
        return "not in";
    }

    private Expression ParseSum() => ParseBinary(ParseConcat, "+", "-");

    private Expression ParseConcat()
    {
        Expression first = ParseProduct();
        if (!Current.IsOperator("~")) return first;
        Position at = Current.At;
        List<Expression> parts = [first];
        while (SkipOperator("~")) parts.Add(ParseProduct());
        return new ConcatExpression(at, parts);
    }

    private Expression ParseProduct() => ParseBinary(ParsePower, "*", "/", "//", "%");

    // Jinja groups powers from the left, unlike Python.
    private Expression ParsePower() => ParseBinary(() => ParseUnary(), "**");

    private Expression ParseBinary(Func<Expression> operand, params ReadOnlySpan<string> operators)
    {
        Expression left = operand();
        while (Current.Kind == TokenKind.Operator && operators.Contains(Current.Text))
        {
            Token sign = Next();
            left = new ArithmeticExpression(sign.At, sign.Text, left, operand());
        }

        return left;
    }

    private Expression ParseUnary(bool withFilter = true)
    {
        Token token = Current;
        Expression value = token.IsOperator("-") || token.IsOperator("+")
            ? new SignExpression(Next().At, token.Text == "-", Nested(() => ParseUnary(withFilter: false)))
            : ParsePrimary();
        value = ParsePostfix(value);
        return withFilter ? ParseFiltersAndTests(value) : value;
    }

    private Expression ParsePrimary()
    {
        Token token = Next();
        switch (token.Kind)
        {
            case TokenKind.Name:
                if (token.Text is "varargs" or "kwargs" or "caller") _macroUses.Add(token.Text);
                return token.Text switch
                {
                    "true" or "True" => new LiteralExpression(token.At, true),
                    "false" or "False" => new LiteralExpression(token.At, false),
                    "none" or "None" => new LiteralExpression(token.At, null),
                    _ => new NameExpression(token.At, token.Text),
                };
            case TokenKind.String:
                string text = token.Text;
                while (Current.Kind == TokenKind.String) text += Next().Text;
                return new LiteralExpression(token.At, text);
            case TokenKind.Integer:
                return new LiteralExpression(token.At, ParseInteger(token));
            case TokenKind.Float:
                return new LiteralExpression(token.At, double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture));
            case TokenKind.Operator when token.Text == "(":
                if (SkipOperator(")")) return new TupleExpression(token.At, []);
                Expression inner = ParseTuple();
                ExpectOperator(")");
                return inner;
            case TokenKind.Operator when token.Text == "[":
                return new ListExpression(token.At, ParseItems("]"));
            case TokenKind.Operator when token.Text == "{":
                return ParseDict(token.At);
            default:
                throw Fault(token.At, $"expected an expression and found {token}");
        }
    }

    private List<Expression> ParseItems(string close)
    {
        List<Expression> items = [];
        while (!SkipOperator(close))
        {
            if (items.Count > 0)
            {
                ExpectOperator(",");
                if (SkipOperator(close)) break;
            }

            items.Add(ParseExpression());
        }

        return items;
    }

    private DictExpression ParseDict(Position at)
    {
        List<(Expression Key, Expression Value)> entries = [];
        while (!SkipOperator("}"))
        {
            if (entries.Count > 0)
            {
                ExpectOperator(",");
                if (SkipOperator("}")) break;
            }

            Expression key = ParseExpression();
            ExpectOperator(":");
            entries.Add((key, ParseExpression()));
        }

        return new DictExpression(at, entries);
    }
}
