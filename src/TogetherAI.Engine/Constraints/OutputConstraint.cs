using System.Text;
using TogetherAI.Engine.Constraints.Automaton;
using TogetherAI.Engine.Tokenization;

namespace TogetherAI.Engine.Constraints;

/// <summary>
/// What a completion must look like, held at every token: a token that would lead away from it is never drawn, and the end comes only where
/// what was written is whole. Only the number of tokens can cut it short. Immutable and thread-safe; one may serve many requests.
/// </summary>
/// <remarks>
/// A byte-level automaton with a stack says which bytes may follow those so far; a token may be drawn where its bytes may follow (as in
/// Willard and Louf 2023, arXiv:2307.09702, and XGrammar, Dong et al. 2024, arXiv:2411.15100). What was found out about a place is kept with
/// the constraint, so that a second completion under it finds most masks made.
/// </remarks>
public abstract class OutputConstraint
{
    private readonly Lazy<ConstraintState> _start;

    private protected OutputConstraint(Node root)
    {
        Root = root;
        _start = new Lazy<ConstraintState>(() => ConstraintState.StartOf(root));
    }

    internal Node Root { get; }

    internal ConstraintState Start => _start.Value;

    /// <summary>Only this text, character by character.</summary>
    /// <param name="text">The text. A lone surrogate, which no UTF-8 can carry, counts as U+FFFD.</param>
    /// <returns>The constraint.</returns>
    public static OutputConstraint Exactly(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ComposedConstraint(new LiteralNode(Encoding.UTF8.GetBytes(WellFormedText.Of(text))));
    }

    /// <summary>One after the other, with nothing in between.</summary>
    /// <param name="parts">The parts, in order.</param>
    /// <returns>The constraint.</returns>
    public static OutputConstraint Sequence(params ReadOnlySpan<OutputConstraint> parts) => new ComposedConstraint(new SequenceNode(Roots(parts)));

    /// <summary>Any one of several.</summary>
    /// <param name="choices">At least one.</param>
    /// <returns>The constraint.</returns>
    /// <exception cref="ArgumentException">There is no choice.</exception>
    public static OutputConstraint AnyOf(params ReadOnlySpan<OutputConstraint> choices) => choices.IsEmpty
        ? throw new ArgumentException("A constraint needs at least one choice; none could ever be met.", nameof(choices))
        : new ComposedConstraint(new ChoiceNode(Roots(choices)));

    private static Node[] Roots(ReadOnlySpan<OutputConstraint> parts)
    {
        Node[] roots = new Node[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(parts[i]);
            roots[i] = parts[i].Root;
        }

        return roots;
    }

    private sealed class ComposedConstraint : OutputConstraint
    {
        public ComposedConstraint(Node root)
            : base(root) => root.UpdateHeight();
    }
}
