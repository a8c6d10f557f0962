namespace TogetherAI.Engine.Generation;

/// <summary>How an engine stores the keys and values of the tokens so far.</summary>
public enum KeyValueFormat
{
    /// <summary>As they were computed, 4 bytes a number.</summary>
    Float32,

    /// <summary>
    /// Rounded to half precision, 2 bytes a number: twice the tokens in the same memory. It changes what is generated a little, but not
    /// that the same request always gives the same.
    /// </summary>
    Float16,
}
