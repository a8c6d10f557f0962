using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TogetherAI.Analyzers;

namespace TogetherAI.CodeFixes;

/// <summary>Awaits the call of TAI2001, where the code around it is asynchronous already.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BlockingCallFix)), Shared]
public sealed class BlockingCallFix : TogetherCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.BlockingCall.Id);

    private protected override Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        SyntaxNode name = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        ExpressionSyntax? blocking = name.Parent is MemberAccessExpressionSyntax member && member.Name == name
            ? member.Parent is InvocationExpressionSyntax call && call.Expression == member ? call : member
            : null;
        if (blocking is not null && BlockedTask.TaskOf(blocking) is { } task && Awaiting.IsAllowed(blocking) && !Awaiting.HasCommentOutside(blocking, task))
            Offer(context, diagnostic, "Await the call", "TAI2001.Await", root, blocking, Awaiting.Of(task, blocking));
        return Task.CompletedTask;
    }
}
