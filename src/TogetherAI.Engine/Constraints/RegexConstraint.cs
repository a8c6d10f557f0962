using TogetherAI.Engine.Constraints.Automaton;
using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints;

/// <summary>A text that a regular expression matches as a whole. Immutable and thread-safe.</summary>
public sealed class RegexConstraint : OutputConstraint
{
    private RegexConstraint(Node root)
        : base(root)
    {
    }

    /// <summary>Makes a constraint of a pattern.</summary>
    /// <param name="pattern">
    /// The pattern, as ECMA-262 writes them in Unicode mode, from the text's beginning to its end. References back to a group are not what an
    /// automaton can follow; nor does this one look behind for what itself looks around.
    /// </param>
    /// <returns>The constraint.</returns>
    /// <exception cref="ArgumentException">The pattern is none, is too large, or no text matches it.</exception>
    public static RegexConstraint Parse(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        try
        {
            Dfa language = PatternCompiler.Whole(pattern);
            return language.IsEmpty ? throw new ArgumentException("The pattern is matched by no text.", nameof(pattern)) : new RegexConstraint(new TextNode(language));
        }
        catch (PatternException e)
        {
            throw new ArgumentException($"The pattern {e.Message}.", nameof(pattern), e);
        }
        catch (LanguageTooLargeException e)
        {
            throw new ArgumentException(e.Message, nameof(pattern), e);
        }
    }
}
