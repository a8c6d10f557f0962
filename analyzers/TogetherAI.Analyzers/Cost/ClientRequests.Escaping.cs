using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>Requests that leave the member before anything sends them. Whoever gets them may set the limit, so they are judged only where asked for.</summary>
internal sealed partial class ClientRequests
{
    /// <summary>Reports a request that leaves the member that makes it without a limit, in files that ask for it with <c>report_escaping</c>.</summary>
    public void JudgeMade(OperationAnalysisContext context, IOperation made)
    {
        if (made.Type is null || LimitOf(made.Type) is not { } limit || !RuleOptions.IsOn(context.Options, made.Syntax.SyntaxTree, Rules.MissingMaxTokens.Id, "report_escaping"))
            return;
        foreach (IOperation value in Escapes(made))
        {
            foreach (PropertyFact fact in Reader(context, limit).Read(value))
            {
                if (fact.State != PropertyState.NotSet || fact.Origin != made || IsLimitedByHand(context, value, limit) || HasDefault(context, made))
                    continue;
                Report(context, fact, made, value, limit);
                return;
            }
        }
    }

    /// <summary>Where a request goes out of sight: itself, or mentions of the local that it is put into.</summary>
    private IEnumerable<IOperation> Escapes(IOperation made)
    {
        IOperation value = Whole(made);
        if (value.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator })
        {
            foreach (IOperation mention in LocalIndex.Of(declarator)[declarator.Symbol])
            {
                if (mention is ILocalReferenceOperation && IsEscape(Whole(mention)))
                    yield return mention;
            }
        }
        else if (IsEscape(value))
        {
            yield return made;
        }
    }

    private bool IsEscape(IOperation value) => value.Parent switch
    {
        IReturnOperation result => result.EnclosingFunction() is not IAnonymousFunctionOperation,
        IArgumentOperation { Parent: IInvocationOperation call } => !Sends(call.TargetMethod),
        IArgumentOperation => true,
        ISimpleAssignmentOperation assignment => assignment.Value == value && assignment.Target is IMemberReferenceOperation,
        // What nobody changes is followed to the calls that take it.
        IFieldInitializerOperation field => field.InitializedFields.Length != 1 || !field.InitializedFields[0].IsReadOnly,
        IPropertyInitializerOperation property => property.InitializedProperties.Length != 1 || property.InitializedProperties[0].SetMethod is not null,
        IArrayInitializerOperation => true,
        { Syntax: CollectionExpressionSyntax } => true,
        _ => false,
    };

    /// <summary>A value with the conversions and the choices around it.</summary>
    private static IOperation Whole(IOperation value)
    {
        IOperation whole = value.Climb();
        while (whole.Parent is ICoalesceOperation || (whole.Parent is IConditionalOperation choice && choice.Condition != whole))
            whole = whole.Parent.Climb();
        return whole;
    }
}
