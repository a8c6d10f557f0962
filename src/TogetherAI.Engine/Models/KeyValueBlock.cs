namespace TogetherAI.Engine.Models;

/// <summary>
/// The keys and values of some positions in every layer, in hand of the sequences that share them. Belongs to a
/// <see cref="KeyValueBlockPool"/>, and to the thread that runs the model.
/// </summary>
internal sealed class KeyValueBlock
{
    public KeyValueBlock(NativeFloats data)
    {
        Data = data;
        Place = new LinkedListNode<KeyValueBlock>(this);
    }

    public NativeFloats Data { get; }

    /// <summary>Sequences that read it.</summary>
    public int Users { get; set; }

    /// <summary>The one that may append to it; null where no one may without a copy of his own.</summary>
    public KeyValueCache? Writer { get; set; }

    /// <summary>The name under which others find it, all positions being filled; null while they are not.</summary>
    public UInt128? FullKey { get; set; }

    /// <summary>The name under which others find its first positions, where a prompt ended in it; else null.</summary>
    public UInt128? PartKey { get; set; }

    /// <summary>Its place among the blocks that no one uses and someone may yet find.</summary>
    public LinkedListNode<KeyValueBlock> Place { get; }
}
