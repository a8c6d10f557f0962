using System.Runtime.CompilerServices;
using System.Text;
using TogetherAI.Engine.Templates.Syntax;
using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Evaluation;

/// <summary>Runs a template once. Used by one thread.</summary>
internal sealed partial class Evaluator(string file, TimeProvider time)
{
    private Position _at = new(1, 1);
    private int _depth;
    private int _loops;

    public Budget Budget { get; } = new();

    public SafeTexts Safe { get; } = new();

    public TimeProvider Time => time;

    public string Render(IReadOnlyList<Statement> body, Scope globals)
    {
        try
        {
            return RenderBody(body, new Scope(globals));
        }
        catch (TemplateFault fault)
        {
            throw new ChatTemplateException(file, _at.Line, _at.Column, fault.Message, fault.RaisedByTemplate, fault);
        }
    }

    public string RenderBody(IReadOnlyList<Statement> body, Scope scope)
    {
        StringBuilder output = new();
        Execute(body, scope, output);
        return output.ToString();
    }

    private void Print(StringBuilder output, string text)
    {
        if (output.Length + text.Length > TemplateLimits.TextLength) throw new TemplateFault("the rendered text is longer than any prompt");
        Budget.Text(text.Length);
        output.Append(text);
    }

    /// <summary>Goes one level down. Two bounds, since how much stack a level takes, and how much there is, is not ours to say.</summary>
    private void Enter(Position at)
    {
        _at = at;
        Budget.Step();
        if (++_depth > TemplateLimits.EvaluationDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new TemplateFault("the template calls itself too deeply");
    }
}
