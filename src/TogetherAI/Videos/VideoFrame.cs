using System.Globalization;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A place in a video: a number, or a name such as <c>first</c>. Immutable.</summary>
[JsonConverter(typeof(VideoFrameConverter))]
public sealed record VideoFrame
{
    private VideoFrame(double? number, string? name)
    {
        Number = number;
        Name = name;
    }

    /// <summary>The first frame.</summary>
    public static VideoFrame First { get; } = new(null, "first");

    /// <summary>The last frame.</summary>
    public static VideoFrame Last { get; } = new(null, "last");

    /// <summary>The frame's number, from 0; null where it has a name.</summary>
    public double? Number { get; }

    /// <summary><c>first</c>, <c>last</c>, or one of the future; null where it has a number.</summary>
    public string? Name { get; }

    /// <summary>A frame by its number.</summary>
    /// <param name="number">From 0.</param>
    /// <returns>The place.</returns>
    public static VideoFrame At(double number) => new(number, null);

    /// <summary>A frame by its name on the wire.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The place.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static VideoFrame Named(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new VideoFrame(null, name);
    }

    /// <summary>The name, or the number.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Name ?? Number!.Value.ToString(CultureInfo.InvariantCulture);
}
