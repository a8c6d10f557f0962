namespace TogetherAI.Engine.Templates.Values;

/// <summary>What <c>namespace(…)</c> gives: attributes that can be set from within a loop.</summary>
internal sealed class NamespaceValue(DictValue attributes)
{
    public DictValue Attributes => attributes;
}
