using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>Where a member asks why an answer ended. Found in one pass when it is first asked for, and kept with the member.</summary>
internal static class ReasonIndex
{
    private static readonly ConditionalWeakTable<IOperation, IReadOnlyList<IOperation>> s_known = new();

    /// <summary>The mentions in the member that an operation is in.</summary>
    public static IReadOnlyList<IOperation> Of(IOperation operation) => s_known.GetValue(
        operation.Root(),
        static root => root.Descendants().Where(static part => part is IPropertyReferenceOperation { Property.Name: "FinishReason" or "IncompleteDetails" }).ToList());
}
