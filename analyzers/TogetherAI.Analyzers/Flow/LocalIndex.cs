using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>
/// Where a member's locals are declared and mentioned, in the order of the source. Made in one pass when it is first asked for and kept until
/// the thread turns to another member, so that a member with thousands of requests is walked once, not thousands of times.
/// </summary>
internal sealed class LocalIndex
{
    private static readonly IReadOnlyList<IOperation> s_none = Array.Empty<IOperation>();

    /// <summary>
    /// The compiler takes a thread through one member after another. Weak, for an idle thread of an IDE must not hold a compilation; and not a
    /// table of all members, which each collection of garbage would have to go through.
    /// </summary>
    [ThreadStatic]
    private static WeakReference<LocalIndex>? t_last;

    private readonly IOperation _root;
    private readonly Dictionary<ILocalSymbol, List<IOperation>> _mentions = new(SymbolEqualityComparer.Default);

    private LocalIndex(IOperation root)
    {
        _root = root;

        // By hand and by kind: this is most of what the rules cost.
        Stack<IOperation> open = new();
        open.Push(root);
        while (open.Count > 0)
        {
            IOperation operation = open.Pop();
            if (operation.Kind == OperationKind.VariableDeclarator)
                Add(((IVariableDeclaratorOperation)operation).Symbol, operation);
            else if (operation.Kind == OperationKind.LocalReference)
                Add(((ILocalReferenceOperation)operation).Local, operation);
            foreach (IOperation child in operation.ChildOperations)
                open.Push(child);
        }

        foreach (List<IOperation> list in _mentions.Values)
            list.Sort(static (left, right) => left.Syntax.SpanStart.CompareTo(right.Syntax.SpanStart));
    }

    /// <summary>The index of the member that an operation is in.</summary>
    public static LocalIndex Of(IOperation operation)
    {
        IOperation root = operation.Root();
        if (t_last is { } last && last.TryGetTarget(out LocalIndex? known) && ReferenceEquals(known._root, root))
            return known;
        LocalIndex index = new(root);
        if (t_last is null)
            t_last = new(index);
        else
            t_last.SetTarget(index);
        return index;
    }

    /// <summary>A local's declarator and all mentions of it.</summary>
    public IReadOnlyList<IOperation> this[ILocalSymbol local] => _mentions.TryGetValue(local, out List<IOperation>? list) ? list : s_none;

    private void Add(ILocalSymbol local, IOperation operation)
    {
        if (!_mentions.TryGetValue(local, out List<IOperation>? list))
            _mentions.Add(local, list = new List<IOperation>());
        list.Add(operation);
    }
}
