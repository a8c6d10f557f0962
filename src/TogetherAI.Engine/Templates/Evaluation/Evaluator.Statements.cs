using System.Text;
using TogetherAI.Engine.Templates.Syntax;
using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Evaluation;

/// <content>Statements.</content>
internal sealed partial class Evaluator
{
    /// <summary>How a body was left.</summary>
    private enum Flow
    {
        Through,
        Break,
        Continue,
    }

    private Flow Execute(IReadOnlyList<Statement> body, Scope scope, StringBuilder output)
    {
        foreach (Statement statement in body)
        {
            Enter(statement.At);
            Flow flow = Execute(statement, scope, output);
            _depth--;
            if (flow != Flow.Through) return flow;
        }

        return Flow.Through;
    }

    private Flow Execute(Statement statement, Scope scope, StringBuilder output)
    {
        switch (statement)
        {
            case TextStatement text:
                Print(output, text.Text);
                break;
            case PrintStatement print:
                Print(output, PythonRepr.Str(Evaluate(print.Value, scope)));
                break;
            case IfStatement choice:
                foreach ((Expression? test, IReadOnlyList<Statement> body) in choice.Branches)
                {
                    if (test is null || PythonType.IsTrue(Evaluate(test, scope))) return Execute(body, scope, output);
                }

                break;
            case ForStatement loop:
                ExecuteFor(loop, scope, output);
                break;
            case SetStatement set:
                Assign(set.Target, Evaluate(set.Value, scope), scope);
                break;
            case SetBlockStatement set:
                Assign(set.Target, Filtered(set.Filters, RenderBody(set.Body, new Scope(scope)), scope), scope);
                break;
            case FilterBlockStatement filter:
                Print(output, PythonRepr.Str(Filtered(filter.Filters, RenderBody(filter.Body, new Scope(scope)), scope)));
                break;
            case MacroStatement macro:
                scope.Set(macro.Name, new MacroValue(macro, scope));
                break;
            case CallStatement call:
                Print(output, PythonRepr.Str(EvaluateCall(call.Call, scope, new MacroValue(call.Caller, scope))));
                break;
            case WithStatement with:
                Scope inner = new(scope);
                // Each value sees the outer variables, not its neighbours.
                foreach ((AssignmentTarget target, Expression value) in with.Variables) Assign(target, Evaluate(value, scope), inner);
                return Execute(with.Body, inner, output);
            case BreakStatement:
                return Flow.Break;
            case ContinueStatement:
                return Flow.Continue;
            default:
                throw new InvalidOperationException($"No such statement: {statement.GetType()}.");
        }

        return Flow.Through;
    }

    private void ExecuteFor(ForStatement loop, Scope scope, StringBuilder output)
    {
        IReadOnlyList<object?> items = PythonSequence.Items(Evaluate(loop.Items, scope));
        Budget.Step(items.Count);
        // A body may change the list it runs over.
        items = loop.Filter is null ? [.. items] : Select(loop, items, scope);
        if (items.Count == 0)
        {
            Execute(loop.Else, new Scope(scope), output);
            return;
        }

        LoopValue state = new(items, _loops++);
        for (int i = 0; i < items.Count; i++)
        {
            state.Index = i;
            Scope inner = new(scope);
            inner.Set("loop", state);
            Assign(loop.Target, items[i], inner);
            if (Execute(loop.Body, inner, output) == Flow.Break) break;
        }

        _loops--;
    }

    private List<object?> Select(ForStatement loop, IReadOnlyList<object?> items, Scope scope)
    {
        List<object?> selected = [];
        foreach (object? item in items)
        {
            Scope inner = new(scope);
            Assign(loop.Target, item, inner);
            if (PythonType.IsTrue(Evaluate(loop.Filter!, inner))) selected.Add(item);
        }

        return selected;
    }

    private static void Assign(AssignmentTarget target, object? value, Scope scope)
    {
        switch (target)
        {
            case NameTarget name:
                scope.Set(name.Name, value);
                break;
            case NamespaceTarget attribute:
                if (!scope.TryGet(attribute.Namespace, out object? holder) || holder is not NamespaceValue names)
                    throw new TemplateFault($"'{attribute.Namespace}' is no namespace, so its attributes cannot be set");
                names.Attributes[attribute.Attribute] = value;
                break;
            case TupleTarget tuple:
                IReadOnlyList<object?> items = PythonSequence.Items(value);
                if (items.Count != tuple.Items.Count)
                    throw new TemplateFault($"{items.Count} values cannot be assigned to {tuple.Items.Count} names");
                for (int i = 0; i < items.Count; i++) Assign(tuple.Items[i], items[i], scope);
                break;
            default:
                throw new InvalidOperationException($"No such target: {target.GetType()}.");
        }
    }

    private object? Filtered(IReadOnlyList<FilterExpression> filters, object? value, Scope scope)
    {
        foreach (FilterExpression filter in filters) value = ApplyFilter(filter, value, scope);
        return value;
    }
}
