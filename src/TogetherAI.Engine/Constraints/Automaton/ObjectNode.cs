namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>
/// A JSON object with given properties, in their order; those that are not required may be left out. The state is the next property and
/// what was written last.
/// </summary>
internal sealed class ObjectNode(ObjectProperty[] properties) : Node
{
    private const int Begun = 0, AfterValue = 1, AfterComma = 2, AfterName = 3;

    public override void Enter(int depth, Frame? rest, FrameSet into) =>
        LiteralNode.BeginObject.Enter(depth, new Frame(this, Begun, depth + 1, rest), into);

    public override void Resume(Frame frame, FrameSet into)
    {
        int index = frame.State >> 2, last = frame.State & 3;
        if (last == AfterName)
        {
            properties[index].Value.Enter(frame.Depth, frame.At(((index + 1) << 2) | AfterValue), into);
            return;
        }

        bool comma = false;
        for (; index < properties.Length; index++)
        {
            ObjectProperty property = properties[index];
            if (property.Value.Fits(frame.Depth))
            {
                if (last == AfterValue)
                    comma = true;
                else
                    property.Name.Enter(frame.Depth, frame.At((index << 2) | AfterName), into);
            }

            if (property.IsRequired)
                break;
        }

        if (comma)
            LiteralNode.Comma.Enter(frame.Depth, frame.At((frame.State & ~3) | AfterComma), into);
        if (index == properties.Length && last != AfterComma)
            LiteralNode.EndObject.Enter(frame.Depth, frame.Next, into);
    }

    protected override int HeightOfParts()
    {
        int height = 0;
        foreach (ObjectProperty property in properties)
        {
            if (property.IsRequired)
                height = Math.Max(height, property.Value.Height);
        }

        return 1 + height;
    }
}

/// <summary>One property of an <see cref="ObjectNode"/>.</summary>
/// <param name="Name">The name as JSON, with the colon.</param>
/// <param name="Value">The value.</param>
/// <param name="IsRequired">Whether it must be there.</param>
internal sealed record ObjectProperty(LiteralNode Name, Node Value, bool IsRequired);
