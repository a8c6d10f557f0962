using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Evaluation;

/// <summary>What one rendering may use up; see <see cref="TemplateLimits"/>.</summary>
internal sealed class Budget
{
    private long _steps;
    private long _text;

    /// <summary>Counts work: one for an expression, one for each element that a filter or an operator touches.</summary>
    public void Step(long count = 1)
    {
        _steps += count;
        if (_steps > TemplateLimits.Steps) throw new TemplateFault($"the template takes more than {TemplateLimits.Steps} steps");
    }

    /// <summary>Counts text before it is made.</summary>
    public void Text(long length)
    {
        _text += length;
        if (length > TemplateLimits.TextLength || _text > TemplateLimits.TotalText)
            throw new TemplateFault("the template makes more text than a prompt can need");
    }
}
