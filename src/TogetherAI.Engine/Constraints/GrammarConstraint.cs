using TogetherAI.Engine.Constraints.Grammars;

namespace TogetherAI.Engine.Constraints;

/// <summary>A text of a context-free grammar. Immutable and thread-safe.</summary>
public sealed class GrammarConstraint : OutputConstraint
{
    private GrammarConstraint(Automaton.Node root)
        : base(root)
    {
    }

    /// <summary>Makes a constraint of a grammar.</summary>
    /// <param name="grammar">
    /// Rules in the notation that llama.cpp calls GBNF, a rule beginning with <c>name ::=</c>: texts in double quotes, classes such as
    /// <c>[a-z]</c>, names of rules, groups in parentheses, <c>|</c> between choices, <c>*</c>, <c>+</c>, <c>?</c> and <c>{2,5}</c> after what
    /// repeats, and <c>#</c> before a remark. The text is what <c>root</c> derives. Rules nest at most 60 levels deep; a rule that ends with
    /// itself may go on for ever.
    /// </param>
    /// <returns>The constraint.</returns>
    /// <exception cref="ArgumentException">
    /// The grammar cannot be read, lacks <c>root</c> or a rule that it names, has a rule that begins with itself, is too large, or derives no
    /// finite text; the message says where.
    /// </exception>
    public static GrammarConstraint Parse(string grammar)
    {
        ArgumentNullException.ThrowIfNull(grammar);
        return new GrammarConstraint(new GrammarCompiler(grammar).Compile());
    }
}
