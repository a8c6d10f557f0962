using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Generation.Scheduling;

namespace TogetherAI.Engine.Tests.Generation;

/// <summary>An engine without its thread: a test turns it, one pass at a time.</summary>
internal sealed class EngineByHand : IDisposable
{
    private readonly GenerationEngineOptions _options;
    private readonly KeyValueBudget _budget;
    private readonly BatchRunner _runner;

    public EngineByHand(GenerationEngineOptions options)
    {
        _options = options;
        _budget = KeyValueBudget.Of(TaiTiny.Model.Spec, options);
        Workspace = new Workspace(TaiTiny.Model.Decoder, options, _budget);
        Scheduler = new Scheduler(Workspace.Blocks, options);
        _runner = new BatchRunner(Workspace);
    }

    public Workspace Workspace { get; }

    public Scheduler Scheduler { get; }

    /// <summary>Tokens that passed through the model.</summary>
    public long Computed => _runner.TokensComputed;

    public Sequence Add(GenerationRequest request)
    {
        int context = (int)Math.Min(TaiTiny.Model.Spec.ContextLength, _budget.Tokens);
        Sequence sequence = new(request, TaiTiny.Model, context, _options);
        Scheduler.Add(sequence);
        return sequence;
    }

    /// <summary>One pass. Returns how many sequences had a part in it.</summary>
    public int Turn()
    {
        List<Sequence> planned = Scheduler.Plan();
        int count = planned.Count;
        if (count == 0)
            return 0;
        _runner.Run(planned);
        Scheduler.Settle();
        return count;
    }

    public void Dispose() => Workspace.Dispose();
}
