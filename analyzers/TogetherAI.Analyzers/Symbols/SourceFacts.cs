using System.Threading;
using Microsoft.CodeAnalysis;

namespace TogetherAI.Analyzers;

/// <summary>
/// What the sources of a compilation say anywhere in them, found when it is first asked for. It is read from the syntax alone, a tree at a
/// time, and kept with the tree: in an IDE only the file that is being typed in is read again. Thread-safe.
/// </summary>
internal sealed class SourceFacts(Compilation compilation)
{
    private TreeFacts? _all;

    /// <summary>What one tree or another says.</summary>
    public TreeFacts Get(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _all) is { } known)
            return known;
        TreeFacts all = TreeFacts.None;
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
            all = all.With(TreeFacts.Of(tree, cancellationToken));
        Volatile.Write(ref _all, all);
        return all;
    }
}
