namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>Any one of several, followed side by side until the bytes tell them apart.</summary>
internal sealed class ChoiceNode(Node[] choices) : Node
{
    public IReadOnlyList<Node> Choices => choices;

    public override bool CanBeEmpty => choices.Any(static choice => choice.CanBeEmpty);

    public override long Variety => choices.Where(choice => choice.Height <= Height).Select(static choice => choice.Variety).DefaultIfEmpty(0).Max();

    public override void Enter(int depth, Frame? rest, FrameSet into)
    {
        foreach (Node choice in choices)
        {
            if (choice.Fits(depth))
                choice.Enter(depth, rest, into);
        }
    }

    protected override int HeightOfParts() => choices.Length == 0 ? Never : choices.Min(static choice => choice.Height);
}
