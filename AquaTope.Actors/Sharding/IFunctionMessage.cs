using AquaTope.Models.Identity;

namespace AquaTope.Actors.Sharding;

/// <summary>A message for the one actor that stands for a function, wherever in the cluster it is.</summary>
public interface IFunctionMessage : IWireMessage
{
    FunctionId Function { get; }
}
