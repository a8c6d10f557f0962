using System.Text;
using TogetherAI.Engine.Templates.Syntax;
using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Evaluation;

/// <content>Expressions.</content>
internal sealed partial class Evaluator
{
    public object? Evaluate(Expression expression, Scope scope)
    {
        Enter(expression.At);
        object? value = EvaluateInner(expression, scope);
        _depth--;
        return value;
    }

    private object? EvaluateInner(Expression expression, Scope scope) => expression switch
    {
        LiteralExpression literal => literal.Value,
        NameExpression name => scope.TryGet(name.Name, out object? value) ? value : new Undefined($"'{name.Name}'"),
        AttributeExpression attribute => EvaluateAttribute(attribute, scope),
        IndexExpression index => EvaluateIndex(index, scope),
        SliceExpression slice => EvaluateSlice(slice, scope),
        CallExpression call => EvaluateCall(call, scope),
        FilterExpression filter => ApplyFilter(filter, Evaluate(filter.Value!, scope), scope),
        TestExpression test => ApplyTest(test, scope),
        NotExpression not => !PythonType.IsTrue(Evaluate(not.Operand, scope)),
        AndExpression and => Evaluate(and.Left, scope) is var left && PythonType.IsTrue(left) ? Evaluate(and.Right, scope) : left,
        OrExpression or => Evaluate(or.Left, scope) is var left && PythonType.IsTrue(left) ? left : Evaluate(or.Right, scope),
        ComparisonExpression comparison => EvaluateComparison(comparison, scope),
        ConditionalExpression choice => PythonType.IsTrue(Evaluate(choice.Test, scope)) ? Evaluate(choice.Then, scope)
            : choice.Else is null ? new Undefined("the value of an inline 'if' without 'else'")
            : Evaluate(choice.Else, scope),
        ConcatExpression concat => EvaluateConcat(concat, scope),
        ArithmeticExpression arithmetic => EvaluateArithmetic(arithmetic, scope),
        SignExpression sign => PythonArithmetic.Sign(Evaluate(sign.Operand, scope), sign.Negative),
        ListExpression list => list.Items.Select(item => Evaluate(item, scope)).ToList(),
        TupleExpression tuple => tuple.Items.Select(item => Evaluate(item, scope)).ToArray(),
        DictExpression dict => EvaluateDict(dict, scope),
        _ => throw new InvalidOperationException($"No such expression: {expression.GetType()}."),
    };

    // Once its parts are evaluated, an expression says again where it stands, so that a fault names its place and not theirs.
    private object? EvaluateAttribute(AttributeExpression attribute, Scope scope)
    {
        object? target = Evaluate(attribute.Target, scope);
        _at = attribute.At;
        return PythonAttributes.GetAttribute(target, attribute.Name);
    }

    private object? EvaluateIndex(IndexExpression index, Scope scope)
    {
        object? target = Evaluate(index.Target, scope);
        object? key = Evaluate(index.Key, scope);
        _at = index.At;
        // Characters are counted from the start, quickly.
        if (target is string text) Budget.Step(text.Length / 64);
        return PythonAttributes.GetItem(target, key);
    }

    private DictValue EvaluateDict(DictExpression expression, Scope scope)
    {
        DictValue dict = new();
        foreach ((Expression key, Expression value) in expression.Entries) dict[Evaluate(key, scope)] = Evaluate(value, scope);
        return dict;
    }

    private object? EvaluateSlice(SliceExpression slice, Scope scope)
    {
        object? target = Evaluate(slice.Target, scope);
        long? start = Bound(slice.Start);
        long? stop = Bound(slice.Stop);
        long step = Bound(slice.Step) ?? 1;
        _at = slice.At;
        Budget.Step(PythonSequence.Length(target) ?? 0);
        if (target is string text) Budget.Text(text.Length);
        object? made = PythonSequence.Slice(target, start, stop, step);
        return Safe.IsMarked(target) ? Safe.MarkAll(made) : made;

        long? Bound(Expression? expression) => expression is null || Evaluate(expression, scope) is not object bound ? null
            : PythonNumber.TryWhole(bound, out long whole) ? whole
            : throw new TemplateFault($"a slice is bounded by integers, not by {PythonType.Name(bound)}");
    }

    private object EvaluateComparison(ComparisonExpression comparison, Scope scope)
    {
        object? left = Evaluate(comparison.First, scope);
        foreach ((string sign, Expression expression) in comparison.Rest)
        {
            object? right = Evaluate(expression, scope);
            _at = comparison.At;
            if (!Holds(sign, left, right)) return false;
            left = right;
        }

        return true;
    }

    private bool Holds(string sign, object? left, object? right)
    {
        // Comparing texts takes as long as they are, but is quick.
        if (right is string text) Budget.Step(text.Length / 64);
        return sign switch
        {
            "==" => PythonComparison.AreEqual(left, right, Budget),
            "!=" => !PythonComparison.AreEqual(left, right, Budget),
            "in" => PythonAttributes.Contains(this, right, left),
            "not in" => !PythonAttributes.Contains(this, right, left),
            "<" => PythonComparison.Compare(left, right, Budget, sign) < 0,
            "<=" => PythonComparison.Compare(left, right, Budget, sign) <= 0,
            ">" => PythonComparison.Compare(left, right, Budget, sign) > 0,
            _ => PythonComparison.Compare(left, right, Budget, sign) >= 0,
        };
    }

    private string EvaluateConcat(ConcatExpression concat, Scope scope)
    {
        StringBuilder text = new();
        foreach (Expression part in concat.Parts) Print(text, PythonRepr.Str(Evaluate(part, scope)));
        return text.ToString();
    }

    private object? EvaluateArithmetic(ArithmeticExpression expression, Scope scope)
    {
        object? left = Evaluate(expression.Left, scope);
        object? right = Evaluate(expression.Right, scope);
        _at = expression.At;
        if (!Safe.Any || !(Safe.IsMarked(left) || Safe.IsMarked(right))) return PythonArithmetic.Apply(expression.Operator, left, right, Budget);
        (left, right) = left is string a && right is string b && expression.Operator == "+" ? Safe.Escape(a, b) : (left, right);
        return Safe.MarkAll(PythonArithmetic.Apply(expression.Operator, left, right, Budget));
    }
}
