using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>
/// Where a member's locals are declared and mentioned, in the order of the source. Made in one pass when it is first asked for and kept with
/// the member, so that a member with thousands of requests is walked once, not thousands of times.
/// </summary>
internal sealed class LocalIndex
{
    private static readonly ConditionalWeakTable<IOperation, LocalIndex> s_known = new();
    private static readonly IReadOnlyList<IOperation> s_none = Array.Empty<IOperation>();

    private readonly Dictionary<ILocalSymbol, List<IOperation>> _mentions = new(SymbolEqualityComparer.Default);

    private LocalIndex(IOperation root)
    {
        foreach (IOperation operation in root.DescendantsAndSelf())
        {
            ILocalSymbol? local = operation switch
            {
                IVariableDeclaratorOperation declarator => declarator.Symbol,
                ILocalReferenceOperation reference => reference.Local,
                _ => null,
            };
            if (local is null)
                continue;
            if (!_mentions.TryGetValue(local, out List<IOperation>? list))
                _mentions.Add(local, list = new List<IOperation>());
            list.Add(operation);
        }

        foreach (List<IOperation> list in _mentions.Values)
            list.Sort(static (left, right) => left.Syntax.SpanStart.CompareTo(right.Syntax.SpanStart));
    }

    /// <summary>The index of the member that an operation is in.</summary>
    public static LocalIndex Of(IOperation operation) => s_known.GetValue(operation.Root(), static root => new LocalIndex(root));

    /// <summary>A local's declarator and all mentions of it.</summary>
    public IReadOnlyList<IOperation> this[ILocalSymbol local] => _mentions.TryGetValue(local, out List<IOperation>? list) ? list : s_none;
}
